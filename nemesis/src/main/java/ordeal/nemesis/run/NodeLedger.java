package ordeal.nemesis.run;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import ordeal.nemesis.port.Node;

/**
 * What the nemesis has done to nodes and not undone. Written before the deed, so that a deed that broke midway is
 * undone too.
 */
final class NodeLedger {
    private final Set<Node> down = new TreeSet<>();
    private final Set<Node> paused = new TreeSet<>();
    private final Set<Node> clockShifted = new TreeSet<>();
    private final Set<Node> diskSpoilt = new TreeSet<>();
    private final Set<Node> diskFails = new TreeSet<>();
    private final Map<Node, Long> registrationsBefore = new TreeMap<>();

    /** About to die, with the registration that it had; a registration of the same czxid is then no sign of life. */
    void goesDown(Node node, Optional<Long> registration) {
        down.add(node);
        paused.remove(node);
        registration.ifPresent(czxid -> registrationsBefore.put(node, czxid));
    }

    /** About to lose its session while it lives; the registration that it had is then no sign that it is back. */
    void losesSession(Node node, Optional<Long> registration) {
        registration.ifPresent(czxid -> registrationsBefore.put(node, czxid));
    }

    void started(Node node) {
        down.remove(node);
    }

    void pausing(Node node) {
        paused.add(node);
    }

    void resumed(Node node) {
        paused.remove(node);
    }

    void shiftingClock(Node node) {
        clockShifted.add(node);
    }

    void clockRestored(Node node) {
        clockShifted.remove(node);
    }

    void spoilingDisk(Node node) {
        diskSpoilt.add(node);
    }

    /** About to have a disk that fails: only dead can it be given a sound one. */
    void failingDisk(Node node) {
        diskSpoilt.add(node);
        diskFails.add(node);
    }

    void diskMended(Node node) {
        diskSpoilt.remove(node);
        diskFails.remove(node);
    }

    /** Whether its disk is full, slow or failing. */
    boolean isDiskSpoilt(Node node) {
        return diskSpoilt.contains(node);
    }

    boolean diskFails(Node node) {
        return diskFails.contains(node);
    }

    boolean isDown(Node node) {
        return down.contains(node);
    }

    /** Whether it is dead or paused by the nemesis. */
    boolean isOut(Node node) {
        return down.contains(node) || paused.contains(node);
    }

    /** Whether so many of these ZooKeeper servers are dead or paused that the others are no majority. */
    boolean lacksQuorum(Collection<Integer> zookeepers) {
        long standing =
                zookeepers.stream().filter(id -> !isOut(Node.zookeeper(id))).count();
        return standing <= zookeepers.size() / 2;
    }

    /** Whether this registration is one that the broker made after it was last killed or lost its session. */
    boolean isNewRegistration(Node node, long czxid) {
        Long before = registrationsBefore.get(node);
        return before == null || before != czxid;
    }

    Set<Node> down() {
        return new TreeSet<>(down);
    }

    Set<Node> paused() {
        return new TreeSet<>(paused);
    }

    Set<Node> diskSpoilt() {
        return new TreeSet<>(diskSpoilt);
    }

    Set<Node> clockShifted() {
        return new TreeSet<>(clockShifted);
    }
}
