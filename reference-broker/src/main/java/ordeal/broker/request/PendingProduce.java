package ordeal.broker.request;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ordeal.broker.port.EventLoop;
import ordeal.broker.port.EventLoop.Timer;
import ordeal.broker.replication.CommitWaiters.Waiter;
import ordeal.broker.replication.PartitionLeader;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.ProduceResponseData.PartitionProduceResponse;
import org.apache.kafka.common.message.ProduceResponseData.TopicProduceResponse;
import org.apache.kafka.common.message.ProduceResponseData.TopicProduceResponseCollection;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/** The answer to one Produce, as it comes together. */
final class PendingProduce {
    private static final short ALL = -1;
    private static final short NONE = 0;

    private final Request request;
    private final short acks;
    private final EventLoop loop;
    private final Map<String, List<PartitionProduceResponse>> answers = new LinkedHashMap<>();
    private final List<Waiter> waiters = new ArrayList<>();
    private @Nullable Timer timeout;
    private int open = 1; // closed by allAppended, so that nothing is answered before every partition was looked at
    private boolean answered;
    private Errors firstError = Errors.NONE;

    PendingProduce(Request request, short acks, EventLoop loop) {
        this.request = request;
        this.acks = acks;
        this.loop = loop;
    }

    void failed(String topic, int partition, Errors error, @Nullable String message) {
        answer(topic, partition)
                .setErrorCode(error.code())
                .setErrorMessage(message)
                .setBaseOffset(-1);
        noteError(error);
    }

    void appended(
            String topic, int partition, PartitionLeader leader, long baseOffset, long nextOffset, long appendTimeMs) {
        PartitionProduceResponse answer = answer(topic, partition)
                .setBaseOffset(baseOffset)
                .setLogAppendTimeMs(appendTimeMs)
                .setLogStartOffset(leader.logStartOffset());
        if (acks == ALL) {
            open++;
            answer.setErrorCode(Errors.REQUEST_TIMED_OUT.code()); // until something better is known
            waiters.add(leader.awaitCommit(nextOffset, error -> {
                answer.setErrorCode(error.code());
                noteError(error);
                close();
            }));
        }
    }

    /** Every partition was looked at: answers as soon as nothing is waited for any more, at the latest after the timeout. */
    void allAppended(int timeoutMs) {
        if (open > 1) {
            timeout = loop.schedule(Math.max(0, timeoutMs), this::timedOut);
        }
        close();
    }

    private void close() {
        open--;
        if (open == 0) {
            respond();
        }
    }

    private void timedOut() {
        waiters.forEach(Waiter::giveUp);
        respond();
    }

    private void respond() {
        if (answered) {
            throw new IllegalStateException("a Produce of " + request.clientId() + " was answered twice");
        }
        answered = true;
        if (timeout != null) {
            timeout.cancel();
        }
        if (acks != NONE) {
            request.respond(message());
        } else if (firstError == Errors.NONE) {
            request.respondWithNothing();
        } else {
            request.closeConnection("a Produce that asked for no answer failed: " + firstError);
        }
    }

    private ProduceResponseData message() {
        TopicProduceResponseCollection topics = new TopicProduceResponseCollection();
        answers.forEach((topic, partitions) ->
                topics.add(new TopicProduceResponse().setName(topic).setPartitionResponses(partitions)));
        return new ProduceResponseData().setResponses(topics);
    }

    private PartitionProduceResponse answer(String topic, int partition) {
        PartitionProduceResponse answer =
                new PartitionProduceResponse().setIndex(partition).setLogAppendTimeMs(-1);
        answers.computeIfAbsent(topic, _ -> new ArrayList<>()).add(answer);
        return answer;
    }

    private void noteError(Errors error) {
        if (firstError == Errors.NONE) {
            firstError = error;
        }
    }
}
