package ordeal.harness.report.chart;

import java.awt.AWTError;
import java.awt.HeadlessException;
import java.io.IOException;

/** The charts cannot be drawn: this machine has no fonts, or the drawing failed otherwise. The verdict stands without them. */
public final class ChartsNotDrawnException extends Exception {
    private static final long serialVersionUID = 1L;

    private ChartsNotDrawnException(String message, Throwable cause) {
        super(message + " (" + cause + ")", cause);
    }

    /** What draws. */
    @FunctionalInterface
    interface Drawing {
        void draw() throws IOException;
    }

    /**
     * Draws, and tells a lack of fonts from other trouble. Without fontconfig AWT throws an {@link InternalError} or a
     * {@link RuntimeException} from within its own classes, and a {@link LinkageError} from then on.
     */
    static void guard(Drawing drawing) throws IOException, ChartsNotDrawnException {
        try {
            drawing.draw();
        } catch (InternalError | LinkageError | AWTError | HeadlessException e) {
            throw ofFonts(e);
        } catch (RuntimeException e) {
            throw isOfFonts(e) ? ofFonts(e) : new ChartsNotDrawnException("the charts could not be drawn", e);
        }
    }

    private static ChartsNotDrawnException ofFonts(Throwable cause) {
        return new ChartsNotDrawnException("charts need fonts: install fontconfig and a font such as DejaVu", cause);
    }

    private static boolean isOfFonts(RuntimeException e) {
        StackTraceElement[] trace = e.getStackTrace();
        return trace.length > 0
                && (trace[0].getClassName().startsWith("sun.font.")
                        || trace[0].getClassName().startsWith("sun.awt.Font")
                        || String.valueOf(e.getMessage()).contains("Fontconfig"));
    }
}
