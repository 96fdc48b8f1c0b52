package ordeal.harness.shrink;

/**
 * What a search has come to.
 *
 * @param original what the search began with
 * @param candidate the smallest one that counts as failing; the original when none smaller does
 * @param replays how often it failed when it was replayed
 * @param isReliable whether that is often enough
 */
public record Shrunk(Candidate original, Candidate candidate, Tally replays, boolean isReliable) {}
