package ordeal.broker.coordination;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Creates what every cluster has: the parents of everything else, and the cluster's id. */
final class BaseZnodes {
    private final PatientSession session;
    private final UuidSource ids;

    BaseZnodes(PatientSession session, UuidSource ids) {
        this.session = session;
        this.ids = ids;
    }

    /** Creates what is missing; the result is the cluster's id. */
    CompletableFuture<String> ensure() {
        List<CompletableFuture<Void>> created = new ArrayList<>();
        for (String path : ZnodePaths.BASE) {
            created.add(session.ensure(path, new byte[0]));
        }
        return CompletableFuture.allOf(created.toArray(CompletableFuture[]::new))
                .thenCompose(_ -> clusterId());
    }

    private CompletableFuture<String> clusterId() {
        return session.find(ZnodePaths.CLUSTER_ID)
                .thenCompose(found -> found.isPresent()
                        ? CompletableFuture.completedFuture(
                                ClusterIdZnode.decode(found.get().data()))
                        : session.ensure(
                                        ZnodePaths.CLUSTER_ID,
                                        ClusterIdZnode.encode(ids.next().toString()))
                                .thenCompose(_ -> clusterId()));
    }
}
