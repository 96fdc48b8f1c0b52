package ordeal.harness.report.chart;

import java.awt.Font;
import java.awt.Graphics2D;
import org.knowm.xchart.internal.chartpart.Annotation;

/** The name of a lane, left of the plot. */
final class LaneLabel extends Annotation {
    private static final int GAP_PX = 8;

    private final double atSeconds;
    private final double y;
    private final String text;
    private final Font font;

    /**
     * A label.
     *
     * @param atSeconds where the plot begins
     * @param y the lane's height
     */
    LaneLabel(double atSeconds, double y, String text, Font font) {
        super(false);
        this.atSeconds = atSeconds;
        this.y = y;
        this.text = text;
        this.font = font;
    }

    @Override
    public void paint(Graphics2D graphics) {
        graphics.setFont(font);
        graphics.setColor(Palette.TEXT);
        var box = graphics.getFontMetrics(font).getStringBounds(text, graphics);
        double left = getXAxisScreenValue(atSeconds) - GAP_PX - box.getWidth();
        graphics.drawString(text, (float) Math.max(2, left), getYAxisScreenValue(y) + 4f);
        bounds = box;
    }
}
