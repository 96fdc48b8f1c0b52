package ordeal.nemesis.port;

/** The wall clocks that nodes see. */
public interface ClockControl {
    /** Moves the node's wall clock by so much, back when negative, from the clock it would otherwise have. */
    Receipt shift(Node node, long offsetMs) throws InterruptedException;

    /**
     * Lets the node's wall clock run too fast or too slowly, from what it would otherwise show now.
     *
     * @param percent how much faster than time; slower when negative
     */
    Receipt drift(Node node, int percent) throws InterruptedException;

    /** Gives the node its true clock again. */
    void restore(Node node) throws InterruptedException;
}
