package ordeal.checker.contract;

import static ordeal.checker.HistoryBuilder.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import ordeal.checker.FakeReplica;
import ordeal.checker.HistoryBuilder;
import ordeal.checker.Scenario;
import ordeal.checker.client.ClientChecker;
import ordeal.checker.history.Outcome;
import ordeal.checker.history.Reader;
import ordeal.checker.history.Value;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.verdict.Anomaly;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which anomaly is permitted under which setting, each with the event that the setting's clause asks for. */
class ContractMatrixTest {
    private static final Value A = value(0, 0, 0);
    private static final Value B = value(0, 0, 1);
    private static final Value D = value(1, 0, 0);
    private static final long EVENT_MS = 5_000;

    /** A column of the matrix: a setting, and what happened that makes it count. */
    enum Setting {
        STRICT,
        UNCLEAN_ELECTION,
        ONE_ACK,
        POWER_LOSS,
        NO_IDEMPOTENCE
    }

    /** A row of the matrix. */
    enum Row {
        LOST_WRITE("lost-write"),
        READ_THEN_LOST("read-then-lost"),
        INCONSISTENT_OFFSETS("inconsistent-offsets"),
        DUPLICATE_BY_BROKER("duplicate"),
        PHANTOM("phantom"),
        ABORTED_READ("aborted-read"),
        POLL_SKIP("poll-skip"),
        NONMONOTONIC_POLL("nonmonotonic-poll"),
        NONMONOTONIC_SEND("nonmonotonic-send"),
        REAL_TIME_ORDER("real-time-order"),
        END_OFFSET_REGRESSION("end-offset-regression");

        private final String type;

        Row(String type) {
            this.type = type;
        }

        Set<Setting> permittedUnder() {
            return switch (this) {
                case LOST_WRITE, READ_THEN_LOST ->
                    EnumSet.of(Setting.UNCLEAN_ELECTION, Setting.ONE_ACK, Setting.POWER_LOSS);
                case NONMONOTONIC_SEND -> EnumSet.of(Setting.ONE_ACK, Setting.NO_IDEMPOTENCE);
                case INCONSISTENT_OFFSETS,
                        DUPLICATE_BY_BROKER,
                        PHANTOM,
                        ABORTED_READ,
                        POLL_SKIP,
                        NONMONOTONIC_POLL,
                        REAL_TIME_ORDER,
                        END_OFFSET_REGRESSION -> EnumSet.noneOf(Setting.class);
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void permitsUnderTheSettingsThatTheContractNamesAndUnderNoOther(Row row) {
        for (Setting setting : Setting.values()) {
            List<Anomaly> found = scenario(row, setting).anomalies(ClientChecker.all()).stream()
                    .filter(anomaly -> anomaly.type().equals(row.type))
                    .toList();
            assertThat(found).as("%s under %s", row, setting).isNotEmpty();
            assertThat(found)
                    .as("%s under %s", row, setting)
                    .allSatisfy(anomaly -> assertThat(anomaly.permittedCause() != null)
                            .isEqualTo(row.permittedUnder().contains(setting)));
        }
    }

    private static Scenario scenario(Row row, Setting setting) {
        Scenario run = new Scenario();
        switch (setting) {
            case STRICT -> run.state(0, 0, 0, 0, 1, 2).state(EVENT_MS, 2, 1, 2);
            case UNCLEAN_ELECTION ->
                run.uncleanElection()
                        .state(0, 0, 0, 0, 1, 2)
                        .state(100, 0, 0, 0, 1)
                        .state(EVENT_MS, 2, 1, 2);
            case ONE_ACK -> run.acks("1").state(0, 0, 0, 0, 1, 2).state(EVENT_MS, 2, 1, 2);
            case POWER_LOSS ->
                run.state(0, 0, 0, 0, 1, 2).state(EVENT_MS, 2, 1, 2).fault(powerLoss());
            case NO_IDEMPOTENCE ->
                run.withoutIdempotence().state(0, 0, 0, 0, 1, 2).state(EVENT_MS, 2, 1, 2);
        }
        happen(row, run);
        return run;
    }

    /** Losses happen to what was sent before the event; the rest comes after it, so that nothing of it follows from a loss. */
    private static void happen(Row row, Scenario run) {
        boolean loss = row == Row.LOST_WRITE || row == Row.READ_THEN_LOST;
        HistoryBuilder history = run.history.at(loss ? 1_000 : 6_000);
        FakeReplica end = new FakeReplica(2, 0).append(0, A);
        switch (row) {
            case LOST_WRITE -> {
                history.acked(0, 0, 0).acked(0, 0, 1);
                finalRead(run, end.startEpoch(1), A);
            }
            case READ_THEN_LOST -> {
                history.acked(0, 0, 0).info(0, 0);
                history.positioned(1, Reader.LIVE, 0, 0).poll(1, 0, 0, A, B);
                finalRead(run, end.startEpoch(1), A);
            }
            case INCONSISTENT_OFFSETS -> {
                history.acked(0, 0, 0).info(1, 0);
                history.positioned(1, Reader.LIVE, 0, 0).poll(1, 0, 0, D);
                finalRead(run, end.startEpoch(1), A);
            }
            case DUPLICATE_BY_BROKER -> {
                history.acked(0, 0, 0);
                end.append(0, A.pack(), A.producer(), (short) 0, (int) A.sequence());
                finalRead(run, end.startEpoch(1), A, A);
            }
            case PHANTOM -> {
                history.acked(0, 0, 0).positioned(1, Reader.LIVE, 0, 1).foreign(1, 0, 1);
                finalRead(run, end.startEpoch(1), A);
            }
            case ABORTED_READ -> {
                history.acked(0, 0, 0).failed(0, 0);
                finalRead(run, end.append(0, B).startEpoch(1), A, B);
            }
            case POLL_SKIP -> {
                history.acked(0, 0, 0).acked(0, 0, 1).acked(1, 0, 2);
                history.positioned(1, Reader.LIVE, 0, 0).poll(1, 0, 0, A).poll(1, 0, 2, D);
                finalRead(run, end.append(0, B, D).startEpoch(1), A, B, D);
            }
            case NONMONOTONIC_POLL -> {
                history.acked(0, 0, 0).acked(0, 0, 1);
                history.positioned(1, Reader.LIVE, 0, 0).poll(1, 0, 0, A, B).poll(1, 0, 0, A);
                finalRead(run, end.append(0, B).startEpoch(1), A, B);
            }
            case NONMONOTONIC_SEND -> {
                long first = history.invoke(1, 0);
                long second = history.invoke(1, 0);
                history.acked(0, 0, 0).complete(1, 0, first, Outcome.OK, 2).complete(1, 0, second, Outcome.OK, 1);
                Value later = value(1, 0, 1);
                finalRead(run, end.append(0, later, D).startEpoch(1), A, later, D);
            }
            case REAL_TIME_ORDER -> {
                history.acked(0, 0, 1).acked(1, 0, 0);
                FakeReplica turned = new FakeReplica(2, 0).append(0, D, A).startEpoch(1);
                finalRead(run, turned, D, A);
            }
            case END_OFFSET_REGRESSION -> {
                history.acked(0, 0, 0).acked(0, 0, 1).endOffset(0, 2, 0).endOffset(0, 1, 0);
                finalRead(run, end.append(0, B).startEpoch(1), A, B);
            }
        }
    }

    private static void finalRead(Scenario run, FakeReplica end, Value... values) {
        run.replica(end);
        run.history.at(9_000).finalRead(0, values);
    }

    /** Everything from offset 1 on, of every broker. */
    private static FaultRecord powerLoss() {
        List<FaultRecord.DataLoss> losses = IntStream.range(0, 3)
                .mapToObj(broker -> new FaultRecord.DataLoss(broker, "t", 0, 1, 100, 4_000 * HistoryBuilder.MS))
                .toList();
        return new FaultRecord(
                1,
                "power-loss",
                "power loss",
                FaultRecord.Status.HEALED,
                List.of("broker-0", "broker-1", "broker-2"),
                0,
                4_000 * HistoryBuilder.MS,
                6_000 * HistoryBuilder.MS,
                List.of("cut"),
                losses,
                null);
    }
}
