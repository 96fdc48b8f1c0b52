package ordeal.harness.report.chart;

import java.awt.AWTError;
import java.awt.HeadlessException;
import java.io.IOException;

/** This machine cannot draw text: the JDK found no fontconfig, no font, or none of its own native font libraries. */
public final class NoFontsException extends Exception {
    private static final long serialVersionUID = 1L;

    private NoFontsException(Throwable cause) {
        super("charts need fonts: install fontconfig and a font such as DejaVu (" + cause + ")", cause);
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
    static void guard(Drawing drawing) throws IOException, NoFontsException {
        try {
            drawing.draw();
        } catch (InternalError | LinkageError | AWTError | HeadlessException e) {
            throw new NoFontsException(e);
        } catch (RuntimeException e) {
            if (isOfFonts(e)) {
                throw new NoFontsException(e);
            }
            throw e;
        }
    }

    private static boolean isOfFonts(RuntimeException e) {
        StackTraceElement[] trace = e.getStackTrace();
        return trace.length > 0
                && (trace[0].getClassName().startsWith("sun.font.")
                        || trace[0].getClassName().startsWith("sun.awt.Font")
                        || String.valueOf(e.getMessage()).contains("Fontconfig"));
    }
}
