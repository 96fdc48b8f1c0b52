package ordeal.harness.cluster.docker.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import ordeal.harness.cluster.docker.engine.EngineException;
import ordeal.nemesis.port.DiskLoss;
import ordeal.nemesis.port.DiskLoss.PartitionLoss;
import ordeal.nemesis.port.InjectionException;
import ordeal.nemesis.port.Node;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In which order disks are worked on, and what is refused; an engine that only pretends. */
class DockerDisksTest {
    private static final String LOG = "t-0/00000000000000000000.log";
    private static final String KEEPER = "ordeal-run-keeper-broker-1";
    private static final String WORKSHOP = "ordeal-run-workshop";

    private final FakeDiskEngine engine = new FakeDiskEngine();
    private final Set<Node> living = new TreeSet<>();
    private DockerDisks disks;

    @BeforeEach
    void make() throws InterruptedException {
        engine.answers("mkfs.xfs", 0, "/dev/loop4\n", "");
        engine.answers("/sys/block", 0, "7:4\n", "");
        engine.answers("chown", 0, "", "");
        disks = DockerDisks.create(
                DiskWorkshop.open(engine, new DiskNames("run"), DiskSupport.OWN_FILE_SYSTEMS),
                new TreeSet<>(Set.of(1)),
                new DiskSettings(512, 1000),
                living::contains,
                node -> "ordeal-run-" + node);
        engine.answers("/proc/mounts", 0, "/dev/loop4 /disk xfs rw 0 0\n", "");
        engine.answers("sha1sum", 0, surveyOf(300, "a"), "");
    }

    private static String surveyOf(int bytes, String digest) {
        return "size %d %s\n%s  %s\n".formatted(bytes, LOG, digest, LOG);
    }

    private List<String> since(int begin) {
        return engine.log.subList(begin, engine.log.size());
    }

    private void contentIs(byte[] content) {
        engine.answers("base64", 0, LOG + " " + Base64.getEncoder().encodeToString(content) + "\n", "");
    }

    @Test
    void aDiskIsAttachedBeforeItIsMountedAndMountedBeforeItIsGivenAway() {
        assertThat(engine.log)
                .containsExactly(
                        "make ordeal-run-images",
                        "make ordeal-run-clocks",
                        "start " + WORKSHOP,
                        "run mkfs.xfs in " + WORKSHOP,
                        "run /sys/block in " + WORKSHOP,
                        "make ordeal-run-data-broker-1 /dev/loop4",
                        "start " + KEEPER,
                        "run chown in " + KEEPER);
    }

    @Test
    void powerIsCutWhileTheKeeperHoldsTheDiskAndComesBackWithANewMount() throws InterruptedException {
        engine.answers("xfs_io", 0, "", "");
        engine.answers("touch", 1, "", "touch: cannot touch '/disk/x': Input/output error");
        engine.answers("touch", 0, "", "");
        contentIs(SomeBatches.of(0, 2));
        int begin = engine.log.size();

        DiskLoss loss = disks.cutUnsyncedTail(1, 7);

        assertThat(since(begin))
                .containsExactly(
                        "run /proc/mounts in " + KEEPER,
                        "run sha1sum in " + KEEPER,
                        "run xfs_io in " + KEEPER,
                        "run touch in " + KEEPER,
                        "remove " + KEEPER,
                        "start " + KEEPER,
                        "run touch in " + KEEPER,
                        "run /proc/mounts in " + KEEPER,
                        "run sha1sum in " + KEEPER,
                        "run base64 in " + KEEPER);
        assertThat(loss.partitions()).containsExactly(new PartitionLoss("t-0", 2, 0));
    }

    @Test
    void aFileSystemThatStillTakesWritesWasNotCutFromPower() {
        engine.answers("xfs_io", 0, "", "");
        engine.answers("touch", 0, "", "");
        assertThatThrownBy(() -> disks.cutUnsyncedTail(1, 7))
                .isInstanceOf(InjectionException.class)
                .hasMessageContaining("still takes writes");
        assertThat(engine.log).as("the keeper stays").doesNotContain("remove " + KEEPER);
    }

    @Test
    void nothingThatIsNotTheDisksOwnFileSystemIsShutDownOrFilled() throws InterruptedException {
        FakeDiskEngine other = new FakeDiskEngine();
        other.answers("mkfs.xfs", 0, "/dev/loop5\n", "");
        other.answers("/sys/block", 0, "7:5\n", "");
        other.answers("/proc/mounts", 0, "/dev/vda1 /disk xfs rw 0 0\n", "");
        DockerDisks strange = DockerDisks.create(
                DiskWorkshop.open(other, new DiskNames("run"), DiskSupport.OWN_FILE_SYSTEMS),
                new TreeSet<>(Set.of(1)),
                new DiskSettings(512, 1000),
                _ -> false,
                Node::name);
        int begin = other.log.size();
        assertThatThrownBy(() -> strange.cutUnsyncedTail(1, 7)).hasMessageContaining("/dev/vda1");
        assertThatThrownBy(() -> strange.fail(1)).hasMessageContaining("/dev/vda1");
        assertThatThrownBy(() -> strange.fill(1)).hasMessageContaining("/dev/vda1");
        assertThat(other.log.subList(begin, other.log.size())).containsOnly("run /proc/mounts in " + KEEPER);
    }

    @Test
    void aFolderIsNoDiskToShutDownOrFill() throws InterruptedException {
        FakeDiskEngine other = new FakeDiskEngine();
        other.answers("/proc/mounts", 0, "/dev/vda1 /disk xfs rw 0 0\n", "");
        DockerDisks folders = DockerDisks.create(
                DiskWorkshop.open(other, new DiskNames("run"), DiskSupport.FOLDERS),
                new TreeSet<>(Set.of(1)),
                new DiskSettings(512, 1000),
                _ -> false,
                Node::name);
        int begin = other.log.size();
        assertThatThrownBy(() -> folders.cutUnsyncedTail(1, 7)).hasMessageContaining("is a folder");
        assertThatThrownBy(() -> folders.fail(1)).hasMessageContaining("is a folder");
        assertThatThrownBy(() -> folders.fill(1)).hasMessageContaining("is a folder");
        assertThat(other.log.subList(begin, other.log.size())).containsOnly("run /proc/mounts in " + KEEPER);
    }

    @Test
    void deadBrokersDisksAreLeftAloneWhileTheyLive() {
        living.add(Node.broker(1));
        int begin = engine.log.size();
        assertThatThrownBy(() -> disks.cutUnsyncedTail(1, 7)).hasMessageContaining("broker-1 lives");
        assertThatThrownBy(() -> disks.wipe(1)).hasMessageContaining("broker-1 lives");
        assertThatThrownBy(() -> disks.flipBit(1, 7)).hasMessageContaining("broker-1 lives");
        assertThat(since(begin)).isEmpty();
    }

    @Test
    void aFailingDiskIsMendedOnlyUnderADeadBroker() throws InterruptedException {
        engine.answers("perl", 0, "", "");
        engine.answers("touch", 1, "", "touch: Input/output error");
        engine.answers("touch", 0, "", "");
        contentIs(SomeBatches.of(0, 3));
        living.add(Node.broker(1));
        disks.fail(1);
        assertThatThrownBy(() -> disks.mend(1)).hasMessageContaining("broker-1 lives");
        living.clear();
        DiskLoss mended = disks.mend(1);
        assertThat(mended.receipt().proof()).contains("mounted anew");
        assertThat(mended.partitions()).containsExactly(new PartitionLoss("t-0", 3, 0));
        assertThat(disks.mend(1).receipt().proof()).contains("nothing was wrong");
    }

    @Test
    void aDiskThatCouldNotBeFilledWhollyIsFreedAllTheSame() throws InterruptedException {
        engine.answers("fallocate", 0, "before=10 after=10 code=0\n", "");
        engine.answers("rm -f .ordeal-filler", 0, "10\n", "");
        assertThatThrownBy(() -> disks.fill(1)).isInstanceOf(InjectionException.class);
        assertThat(disks.mend(1).receipt().proof()).isEqualTo("/dev/loop4 has 10 bytes free again");
    }

    @Test
    void aLimitThatProvesNothingIsLiftedAllTheSame() throws InterruptedException {
        engine.answers("ordeal-probe", 0, "4096 bytes copied, 0.01 s, 1 MB/s", "");
        engine.answers("rate=$3", 0, "7:4 65536", "");
        assertThatThrownBy(() -> disks.slow(1, 65_536)).hasMessageContaining("not slowed down");
        int begin = engine.log.size();
        assertThat(disks.mend(1).receipt().proof()).contains("is lifted");
        assertThat(since(begin)).containsExactly("run rate=$3 in " + KEEPER);
    }

    @Test
    void everyDiskIsRemovedWhateverBecomesOfOneOfThem() throws InterruptedException {
        engine.breaks("remove volume");
        int begin = engine.log.size();
        disks.close();
        assertThat(since(begin))
                .containsExactly(
                        "remove " + KEEPER, "remove volume ordeal-run-data-broker-1", "run something in " + WORKSHOP);
    }

    @Test
    void whatWasMadeIsRemovedWhenOneDiskCannotBeMade() throws InterruptedException {
        FakeDiskEngine other = new FakeDiskEngine();
        other.answers("mkfs.xfs", 0, "/dev/loop5\n", "");
        other.answers("/sys/block", 0, "7:5\n", "");
        other.answers("losetup --detach", 0, "", "");
        other.breaks("start ordeal-run-keeper");
        DiskWorkshop workshop = DiskWorkshop.open(other, new DiskNames("run"), DiskSupport.OWN_FILE_SYSTEMS);
        assertThatThrownBy(() -> DockerDisks.create(
                        workshop, new TreeSet<>(Set.of(1, 2)), new DiskSettings(512, 1000), _ -> false, Node::name))
                .isInstanceOf(EngineException.class);
        assertThat(other.log)
                .endsWith(
                        "remove " + KEEPER,
                        "remove volume ordeal-run-data-broker-1",
                        "run losetup --detach in " + WORKSHOP);
    }

    @Test
    void leftoversOfDeadRunsAloneAreDetached() throws InterruptedException {
        engine.answers("losetup --list", 0, """
                /dev/loop0 /images/ordeal-run-broker-1.img
                /dev/loop1 /ordeal-dead-one-broker-1.img (deleted)
                /dev/loop2 /images/ordeal-living-broker-1.img
                /dev/loop3 /home/somebody/disk.img
                /dev/loop4
                """, "");
        DiskWorkshop workshop = DiskWorkshop.open(engine, new DiskNames("run"), DiskSupport.OWN_FILE_SYSTEMS);
        assertThat(workshop.detachLeftovers("living"::equals)).containsExactly("/dev/loop1");
    }

    @Test
    void aDiskIsLargeEnoughForItsFileSystem() {
        assertThatThrownBy(() -> new DiskSettings(299, 1000)).isInstanceOf(IllegalArgumentException.class);
    }
}
