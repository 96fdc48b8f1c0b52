package ordeal.broker.fake;

import ordeal.broker.request.Request;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;

/** A request that came by a {@link FakeConnection}. */
final class FakeServerRequest implements Request {
    private final FakeConnection connection;
    private final WireMessage message;
    private final ApiMessage body;
    private boolean answered;

    FakeServerRequest(FakeConnection connection, WireMessage message) {
        this.connection = connection;
        this.message = message;
        this.body = message.readRequest();
    }

    @Override
    public ApiKeys api() {
        return message.api();
    }

    @Override
    public short version() {
        return message.version();
    }

    @Override
    public String clientId() {
        return connection.clientName();
    }

    @Override
    public String clientAddress() {
        return connection.clientName();
    }

    @Override
    public ListenerKind listener() {
        return connection.listener();
    }

    @Override
    public ApiMessage body() {
        return body;
    }

    @Override
    public void respond(ApiMessage response) {
        finish();
        WireMessage answer = message.answeredWith(response);
        WireMessage.scribble(message.bytes());
        connection.answer(answer);
    }

    @Override
    public void respondWithNothing() {
        finish();
        WireMessage.scribble(message.bytes());
        connection.answerNothing();
    }

    @Override
    public void closeConnection(String reason) {
        finish();
        WireMessage.scribble(message.bytes());
        connection.close();
    }

    private void finish() {
        if (answered) {
            throw new IllegalStateException("a " + message.api().name + " request is answered twice");
        }
        answered = true;
    }
}
