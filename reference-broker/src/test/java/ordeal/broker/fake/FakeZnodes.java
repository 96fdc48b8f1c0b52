package ordeal.broker.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import ordeal.broker.coordination.CoordinationException;
import ordeal.broker.coordination.CoordinationException.Code;
import ordeal.broker.coordination.CoordinationSession.Persistence;
import ordeal.broker.coordination.Operation;
import ordeal.broker.coordination.Znode;
import ordeal.broker.coordination.ZnodeStat;

/** The tree of znodes: operations are carried out all or none, under one transaction number. */
final class FakeZnodes {
    private record Node(Znode znode, int childrenEver) {
        ZnodeStat stat() {
            return znode.stat();
        }
    }

    /** What a transaction did: paths as they were created, and which znodes' watchers to call. */
    record Applied(List<String> paths, List<Optional<ZnodeStat>> stats, List<String> touched) {}

    private TreeMap<String, Node> nodes = new TreeMap<>();

    FakeZnodes() {
        nodes.put("/", new Node(new Znode(new byte[0], new ZnodeStat(0, 0, 0, 0)), 0));
    }

    Optional<Znode> read(String path) {
        return Optional.ofNullable(nodes.get(path)).map(Node::znode);
    }

    List<String> children(String path) {
        String prefix = path.equals("/") ? "/" : path + "/";
        List<String> names = new ArrayList<>();
        for (String key : nodes.tailMap(prefix, false).keySet()) {
            if (!key.startsWith(prefix)) {
                break;
            }
            String name = key.substring(prefix.length());
            if (name.indexOf('/') < 0) {
                names.add(name);
            }
        }
        return names;
    }

    List<String> ephemeralsOf(long session) {
        return nodes.entrySet().stream()
                .filter(entry -> entry.getValue().stat().ephemeralOwner() == session)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Carries out all operations, or none and throws what the first failing one fails with. */
    Applied apply(long zxid, long session, List<Operation> operations, boolean multi) {
        TreeMap<String, Node> before = new TreeMap<>(nodes);
        List<String> paths = new ArrayList<>();
        List<Optional<ZnodeStat>> stats = new ArrayList<>();
        List<String> touched = new ArrayList<>();
        for (int step = 0; step < operations.size(); step++) {
            try {
                String path = apply(zxid, session, operations.get(step), touched);
                paths.add(path);
                stats.add(Optional.ofNullable(nodes.get(path)).map(Node::stat));
            } catch (CoordinationException e) {
                nodes = before;
                throw new CoordinationException(e.code(), String.valueOf(e.getMessage()), multi ? step : -1);
            }
        }
        return new Applied(paths, stats, touched);
    }

    private String apply(long zxid, long session, Operation operation, List<String> touched) {
        return switch (operation) {
            case Operation.Create create -> create(zxid, session, create, touched);
            case Operation.Set set -> {
                Node node = existing(set.path(), set.expectedVersion());
                ZnodeStat old = node.stat();
                ZnodeStat stat = new ZnodeStat(old.czxid(), zxid, old.version() + 1, old.ephemeralOwner());
                nodes.put(set.path(), new Node(new Znode(set.data(), stat), node.childrenEver()));
                touched.add(set.path());
                yield set.path();
            }
            case Operation.Delete delete -> {
                existing(delete.path(), delete.expectedVersion());
                if (!children(delete.path()).isEmpty()) {
                    throw failure(Code.NOT_EMPTY, delete.path());
                }
                nodes.remove(delete.path());
                touched.add(delete.path());
                touched.add(parent(delete.path()));
                yield delete.path();
            }
            case Operation.Check check -> {
                existing(check.path(), check.expectedVersion());
                yield check.path();
            }
        };
    }

    private String create(long zxid, long session, Operation.Create create, List<String> touched) {
        String parent = parent(create.path());
        Node above = nodes.get(parent);
        if (above == null) {
            throw failure(Code.NO_NODE, parent);
        }
        String path = create.persistence() == Persistence.PERSISTENT_SEQUENTIAL
                ? create.path() + String.format("%010d", above.childrenEver())
                : create.path();
        if (nodes.containsKey(path)) {
            throw failure(Code.NODE_EXISTS, path);
        }
        long owner = create.persistence() == Persistence.EPHEMERAL ? session : 0;
        nodes.put(parent, new Node(above.znode(), above.childrenEver() + 1));
        nodes.put(path, new Node(new Znode(create.data(), new ZnodeStat(zxid, zxid, 0, owner)), 0));
        touched.add(path);
        touched.add(parent);
        return path;
    }

    private Node existing(String path, int expectedVersion) {
        Node node = nodes.get(path);
        if (node == null) {
            throw failure(Code.NO_NODE, path);
        }
        if (expectedVersion != Operation.ANY_VERSION && node.stat().version() != expectedVersion) {
            throw failure(Code.BAD_VERSION, path);
        }
        return node;
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash == 0 ? "/" : path.substring(0, slash);
    }

    static CoordinationException failure(Code code, String path) {
        return new CoordinationException(code, code + " for " + path, -1);
    }
}
