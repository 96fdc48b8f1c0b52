package ordeal.harness.cluster.docker.engine;

/**
 * What a command in a container came to.
 *
 * @param exitCode 0 when it succeeded
 * @param out what it wrote to its standard output
 * @param err what it wrote to its standard error
 */
public record ExecResult(int exitCode, String out, String err) {}
