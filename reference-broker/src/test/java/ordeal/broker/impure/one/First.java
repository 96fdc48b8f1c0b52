package ordeal.broker.impure.one;

import ordeal.broker.impure.two.Second;

/** One half of a circle. */
public record First(Second second) {}
