package ordeal.broker.controller;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import ordeal.broker.coordination.PartitionState;
import ordeal.broker.journal.JournalEntry;
import ordeal.broker.rules.AlterPartitionCheck;
import ordeal.broker.rules.AlterPartitionCheck.Proposal;
import ordeal.broker.rules.AlterPartitionCheck.Verdict;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.AlterPartitionRequestData;
import org.apache.kafka.common.message.AlterPartitionResponseData;
import org.apache.kafka.common.protocol.Errors;

/** Grants leaders another ISR, or refuses it: AlterPartition (KIP-497). All brokers hear of what was granted; no replica is told to change. */
final class IsrChanges {
    private static final byte RECOVERING = 1;

    /** From here on a refused replica has an error of its own, and topics have ids. */
    private static final short INELIGIBLE_SINCE = 2;

    private final ControllerTerm term;
    private final ClusterView view;

    IsrChanges(ControllerTerm term) {
        this.term = term;
        this.view = term.view();
    }

    CompletableFuture<Void> handle(
            AlterPartitionRequestData request, short version, CompletableFuture<AlterPartitionResponseData> answer) {
        Long registered = view.epochs().get(request.brokerId());
        if (registered == null || registered != request.brokerEpoch()) {
            refused(
                    Errors.STALE_BROKER_EPOCH,
                    "broker " + request.brokerId() + " sent broker epoch " + request.brokerEpoch() + ", registered is "
                            + (registered == null ? "none" : registered));
            answer.complete(new AlterPartitionResponseData().setErrorCode(Errors.STALE_BROKER_EPOCH.code()));
            return CompletableFuture.completedFuture(null);
        }
        List<Change> changes = new ArrayList<>();
        List<CompletableFuture<?>> work = new ArrayList<>();
        AlterPartitionResponseData response = new AlterPartitionResponseData();
        for (AlterPartitionRequestData.TopicData topic : request.topics()) {
            String name = name(topic, version);
            AlterPartitionResponseData.TopicData answered = new AlterPartitionResponseData.TopicData()
                    .setTopicName(name)
                    .setTopicId(topic.topicId());
            response.topics().add(answered);
            for (AlterPartitionRequestData.PartitionData partition : topic.partitions()) {
                Change change = new Change(
                        new TopicPartition(name, partition.partitionIndex()), proposal(request, partition, version));
                changes.add(change);
                work.add(change.carryOut(request.brokerEpoch()).thenAccept(_ -> {}));
                answered.partitions().add(change.answer);
            }
        }
        return CompletableFuture.allOf(work.toArray(CompletableFuture[]::new)).thenRun(() -> {
            tell(changes);
            changes.forEach(change -> change.fill(version));
            answer.complete(response);
        });
    }

    private void tell(List<Change> changes) {
        List<TopicPartition> written = changes.stream()
                .filter(change -> change.written)
                .map(change -> change.partition)
                .toList();
        if (!written.isEmpty()) {
            term.batch().metadata(view.registered(), written).send();
        }
    }

    private String name(AlterPartitionRequestData.TopicData topic, short version) {
        return version < INELIGIBLE_SINCE
                ? topic.topicName()
                : view.topicName(topic.topicId()).orElse("");
    }

    private static Proposal proposal(
            AlterPartitionRequestData request, AlterPartitionRequestData.PartitionData partition, short version) {
        List<Integer> isr = new ArrayList<>(partition.newIsr());
        Map<Integer, Long> epochs = new TreeMap<>();
        if (version > INELIGIBLE_SINCE) {
            isr.clear();
            for (AlterPartitionRequestData.BrokerState member : partition.newIsrWithEpochs()) {
                isr.add(member.brokerId());
                epochs.put(member.brokerId(), member.brokerEpoch());
            }
        }
        return new Proposal(
                request.brokerId(),
                partition.leaderEpoch(),
                partition.partitionEpoch(),
                isr,
                epochs,
                partition.leaderRecoveryState() == RECOVERING);
    }

    private void refused(Errors error, String detail) {
        term.environment().journal().record(new JournalEntry.RequestFenced("ALTER_PARTITION", error.name(), detail));
    }

    private static Errors error(Verdict verdict, short version) {
        return switch (verdict) {
            case ACCEPT, ALREADY_IN_FORCE -> Errors.NONE;
            case NOT_CONTROLLER -> Errors.NOT_CONTROLLER;
            case FENCED_LEADER_EPOCH -> Errors.FENCED_LEADER_EPOCH;
            case INVALID_UPDATE_VERSION -> Errors.INVALID_UPDATE_VERSION;
            case INVALID_REQUEST -> Errors.INVALID_REQUEST;
            case INELIGIBLE_REPLICA ->
                version < INELIGIBLE_SINCE ? Errors.OPERATION_NOT_ATTEMPTED : Errors.INELIGIBLE_REPLICA;
        };
    }

    /** One partition of a request. */
    private final class Change {
        private final TopicPartition partition;
        private final Proposal proposal;
        private final AlterPartitionResponseData.PartitionData answer;
        private Optional<Verdict> verdict = Optional.empty();
        private boolean written;

        private Change(TopicPartition partition, Proposal proposal) {
            this.partition = partition;
            this.proposal = proposal;
            this.answer = new AlterPartitionResponseData.PartitionData().setPartitionIndex(partition.partition());
        }

        private CompletableFuture<Void> carryOut(long senderEpoch) {
            return term.states()
                    .update(partition, state -> decide(state, senderEpoch), "ISR asked for by the leader")
                    .thenAccept(result -> written = result.isPresent());
        }

        /** Asked again when the state turns out to be another one. */
        private Optional<PartitionState> decide(PartitionState state, long senderEpoch) {
            List<Integer> replicas = view.replicas(partition);
            Verdict decided = term.environment().rules().alterPartition(proposal, state, replicas, view.onlineEpochs());
            verdict = Optional.of(decided);
            if (decided != Verdict.ACCEPT) {
                return Optional.empty();
            }
            List<Integer> isr =
                    replicas.stream().filter(proposal.isr()::contains).toList();
            term.environment()
                    .journal()
                    .record(new JournalEntry.AlterPartitionAccepted(
                            partition,
                            state.partitionEpoch(),
                            state.leaderEpoch(),
                            proposal.sender(),
                            senderEpoch,
                            view.epochs().getOrDefault(proposal.sender(), AlterPartitionCheck.ANY_EPOCH),
                            isr));
            return Optional.of(new PartitionState(
                    state.leader(),
                    state.leaderEpoch(),
                    isr,
                    term.epoch(),
                    proposal.recovering(),
                    state.partitionEpoch()));
        }

        private void fill(short version) {
            Optional<PartitionState> now = view.state(partition);
            Errors error = now.isEmpty() || verdict.isEmpty()
                    ? partition.topic().isEmpty() ? Errors.UNKNOWN_TOPIC_ID : Errors.UNKNOWN_TOPIC_OR_PARTITION
                    : error(verdict.get(), version);
            if (error != Errors.NONE || now.isEmpty()) {
                refused(error, partition + " " + proposal + " while in force is " + now);
                answer.setErrorCode(error.code());
                return;
            }
            PartitionState state = now.get();
            answer.setLeaderId(state.leader())
                    .setLeaderEpoch(state.leaderEpoch())
                    .setIsr(state.isr())
                    .setLeaderRecoveryState(state.recovering() ? RECOVERING : 0)
                    .setPartitionEpoch(state.partitionEpoch());
        }
    }
}
