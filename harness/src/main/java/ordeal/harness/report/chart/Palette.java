package ordeal.harness.report.chart;

import java.awt.Color;
import ordeal.harness.report.series.SendEnd;

/** The colours of the charts, distinct for colour-blind readers too. */
final class Palette {
    static final Color TEXT = new Color(0x3d4852);
    static final Color GRID = new Color(0xe4e8ec);
    static final Color AXIS = new Color(0x9aa5b1);
    static final Color FAULT = new Color(0xe8, 0x9c, 0x30, 44);
    static final Color FAULT_EDGE = new Color(0xc9, 0x7b, 0x12, 150);
    static final Color FAULT_LABEL = new Color(0x8a5a12);

    private static final Color[] BROKERS = {
        new Color(0x4477aa),
        new Color(0xee8866),
        new Color(0x44a078),
        new Color(0xaa5599),
        new Color(0xbba23a),
        new Color(0x56b4d3),
        new Color(0x8c6d5a)
    };

    private Palette() {}

    static Color of(SendEnd end) {
        return switch (end) {
            case OK -> new Color(0x3d82c4);
            case FAIL -> new Color(0xc8364a);
            case INFO -> new Color(0xe59a1c);
            case OPEN -> new Color(0x7d5fb0);
        };
    }

    /** A lighter shade, for areas. */
    static Color area(SendEnd end) {
        Color full = of(end);
        return new Color(lighter(full.getRed()), lighter(full.getGreen()), lighter(full.getBlue()));
    }

    private static int lighter(int channel) {
        return channel + (255 - channel) * 55 / 100;
    }

    static String words(SendEnd end) {
        return switch (end) {
            case OK -> "ok: acknowledged";
            case FAIL -> "fail: refused";
            case INFO -> "info: may have been appended";
            case OPEN -> "open: no answer until the end";
        };
    }

    /** The colour of the broker at this position in the run's list. */
    static Color broker(int position) {
        return BROKERS[Math.floorMod(position, BROKERS.length)];
    }
}
