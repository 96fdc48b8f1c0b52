package ordeal.harness.cluster.docker.disk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import ordeal.harness.cluster.docker.engine.EngineException;

/** An engine that writes down what it was asked for and answers what it was told. */
final class FakeDiskEngine implements DiskEngine {
    final List<String> log = new ArrayList<>();
    private final Map<String, List<Ended>> answers = new LinkedHashMap<>();
    private final TreeSet<String> broken = new TreeSet<>();

    /** Commands with this in them are answered so, in turn; the last answer stays. */
    void answers(String part, int exitCode, String out, String err) {
        answers.computeIfAbsent(part, _ -> new ArrayList<>()).add(new Ended(exitCode, out, err));
    }

    /** What begins so throws. */
    void breaks(String what) {
        broken.add(what);
    }

    @Override
    public Ended run(String container, List<String> command) {
        String text = String.join(" ", command);
        for (Map.Entry<String, List<Ended>> answer : answers.entrySet()) {
            if (text.contains(answer.getKey())) {
                did("run " + answer.getKey() + " in " + container);
                List<Ended> turns = answer.getValue();
                return turns.size() > 1 ? turns.removeFirst() : turns.getFirst();
            }
        }
        did("run something in " + container);
        return new Ended(0, "", "");
    }

    @Override
    public void start(DiskKeeper keeper) {
        did("start " + keeper.name());
    }

    @Override
    public void removeContainer(String name) {
        did("remove " + name);
    }

    @Override
    public String idOf(String container) {
        return "id-of-" + container;
    }

    @Override
    public void makeVolume(String name, Map<String, String> options) {
        did("make " + name + " " + options.getOrDefault("device", ""));
    }

    @Override
    public void removeVolume(String name) {
        did("remove volume " + name);
    }

    private void did(String what) {
        log.add(what.strip());
        if (broken.stream().anyMatch(what::startsWith)) {
            throw new EngineException("the test broke " + what);
        }
    }
}
