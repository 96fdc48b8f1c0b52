package ordeal.harness.artifact;

/** Maven coordinates of a jar. Its runtime dependencies come with it. */
public record Artifact(String groupId, String artifactId, String version) {
    @Override
    public String toString() {
        return groupId + ":" + artifactId + ":" + version;
    }
}
