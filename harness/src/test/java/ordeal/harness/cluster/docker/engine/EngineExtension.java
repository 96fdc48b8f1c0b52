package ordeal.harness.cluster.docker.engine;

import java.util.Objects;
import ordeal.harness.cluster.ClusterException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test class the {@link Engine}, as a parameter of its methods. Where no engine answers, the class is skipped and the reason is
 * printed; with {@code CI=true} in the environment it fails instead.
 */
public final class EngineExtension implements BeforeAllCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(EngineExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        try {
            context.getStore(NAMESPACE).put(Engine.class, Engine.connect());
        } catch (ClusterException e) {
            System.out.println(context.getDisplayName() + ": " + e.getMessage());
            withoutEngine(String.valueOf(e.getMessage()), Boolean.parseBoolean(System.getenv("CI")));
        }
    }

    /** Fails or skips. */
    static void withoutEngine(String reason, boolean mustAnswer) {
        if (mustAnswer) {
            Assertions.fail(reason);
        }
        Assumptions.abort(reason);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Engine.class;
    }

    @Override
    public Engine resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return Objects.requireNonNull(context.getStore(NAMESPACE).get(Engine.class, Engine.class));
    }
}
