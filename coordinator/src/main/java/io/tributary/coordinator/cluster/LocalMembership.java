package io.tributary.coordinator.cluster;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The membership of a node without Hazelcast: itself. */
final class LocalMembership implements Membership {
    private final String self;

    LocalMembership(String self) {
        this.self = self;
    }

    @Override
    public String self() {
        return self;
    }

    @Override
    public SortedSet<String> members() {
        return new TreeSet<>(Set.of(self));
    }

    @Override
    public Subscription listen(Listener listener) {
        return new Subscription() {
            @Override
            public CompletionStage<Void> ready() {
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public void close() {}
        };
    }
}
