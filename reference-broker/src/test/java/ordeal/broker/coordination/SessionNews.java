package ordeal.broker.coordination;

import java.util.function.Consumer;

/** Reports a session's fate as text. */
public record SessionNews(String name, Consumer<String> reporter) implements SessionListener {
    @Override
    public void onConnected() {
        reporter.accept(name + " connected");
    }

    @Override
    public void onDisconnected() {
        reporter.accept(name + " disconnected");
    }

    @Override
    public void onExpired() {
        reporter.accept(name + " expired");
    }
}
