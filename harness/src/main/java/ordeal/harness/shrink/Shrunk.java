package ordeal.harness.shrink;

/**
 * What a search has come to.
 *
 * @param candidate the smallest one that counts as failing; the original when none smaller does
 * @param replays how often it failed when it was replayed
 * @param isReliable whether that is often enough
 */
public record Shrunk(Candidate candidate, Tally replays, boolean isReliable) {}
