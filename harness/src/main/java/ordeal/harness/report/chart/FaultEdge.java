package ordeal.harness.report.chart;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import org.knowm.xchart.internal.chartpart.Annotation;

/** The moment at which a fault had taken hold: a line, with its id on top. */
final class FaultEdge extends Annotation {
    private static final int LABEL_ROW_PX = 11;

    private final double fromSeconds;
    private final String label;
    private final int row;
    private final Font font;

    /**
     * An edge.
     *
     * @param row how many rows below the top its label stands, so that labels close together do not overlap
     */
    FaultEdge(double fromSeconds, String label, int row, Font font) {
        super(false);
        this.fromSeconds = fromSeconds;
        this.label = label;
        this.row = row;
        this.font = font;
    }

    @Override
    public void paint(Graphics2D graphics) {
        int left = getXAxisScreenValue(fromSeconds);
        int top = Math.min(getYAxisScreenValueForMin(), getYAxisScreenValueForMax());
        int bottom = Math.max(getYAxisScreenValueForMin(), getYAxisScreenValueForMax());
        bounds = new Rectangle2D.Double(left, top, 1, bottom - top);
        graphics.setColor(Palette.FAULT_EDGE);
        graphics.fill(bounds);
        graphics.setColor(Palette.FAULT_LABEL);
        graphics.setFont(font);
        graphics.drawString(label, left + 3, top + LABEL_ROW_PX * (row + 1));
    }
}
