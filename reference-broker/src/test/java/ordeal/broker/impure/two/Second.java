package ordeal.broker.impure.two;

import org.jspecify.annotations.Nullable;

/** The other half of a circle. */
public record Second(ordeal.broker.impure.one.@Nullable First first) {}
