package ordeal.broker.impure;

/** Is named after its lack of a name. */
public final class StringHelper {
    private StringHelper() {}

    static String text() {
        return "";
    }
}
