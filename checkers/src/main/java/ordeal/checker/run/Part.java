package ordeal.checker.run;

/** A piece of evidence that may be missing. A checker that needs a missing piece answers unknown, with its reason. */
public sealed interface Part<T> {
    /** The piece, whole. */
    record Present<T>(T value) implements Part<T> {}

    /** Why there is none. */
    record Missing<T>(String reason) implements Part<T> {}
}
