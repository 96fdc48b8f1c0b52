package ordeal.broker.log;

import static org.assertj.core.api.Assertions.assertThat;

import ordeal.broker.config.BrokerConfig;
import ordeal.broker.fake.MemoryLogStorage;
import ordeal.broker.rules.ReplicationRules;
import org.junit.jupiter.api.Test;

class MemoryLogStorageTest extends LogStorageContract {
    @Override
    Disk disk() {
        return new MemoryDisk();
    }

    @Test
    void aLossOfPowerTakesWhatWasNotSynced() {
        configure(Batches.syncing());
        append(0, "a");
        loop.runUntil(() -> log.countedEndOffset() == 1);
        append(1, "b");
        storage = ((MemoryLogStorage) storage).afterPowerLoss();
        logs = open(Batches.QUIET);
        log = logs.get(PARTITION).orElseThrow();

        assertThat(all()).containsExactly("0=a");
        assertThat(log.latestEpoch()).isZero();
    }

    @Test
    void recoveryPointsThatAreWrittenDownAllTheTimeLetTimePass() {
        Logs restless = new Logs(
                loop,
                storage,
                new BrokerConfig.Log(300_000, 0, Long.MAX_VALUE, 86_400_000),
                Batches.QUIET,
                5000,
                new ReplicationRules());
        long before = loop.epochMs();
        loop.advance(10);
        assertThat(loop.epochMs()).isEqualTo(before + 10);
        restless.close();
    }
}
