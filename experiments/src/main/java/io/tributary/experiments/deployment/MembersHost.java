package io.tributary.experiments.deployment;

import io.tributary.operator.OperatorClient;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.RunView;
import io.tributary.secureagg.identity.VerifyingKey;
import io.tributary.secureagg.tls.ClientTls;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The members of a cluster in JVMs of their own, and what they share. A run fails when the last of them has ended, not before. */
final class MembersHost implements CoordinatorHost {
    private static final Logger LOG = LoggerFactory.getLogger(MembersHost.class);
    private static final long LOOK_MILLIS = 50;

    private final List<CoordinatorProcess> members;
    private final LocalClusterProcess stores;
    private final String token;
    private final Consumer<String> said;
    private volatile boolean closed;

    MembersHost(List<CoordinatorProcess> members, LocalClusterProcess stores, String token, Consumer<String> said) {
        this.members = List.copyOf(members);
        this.stores = stores;
        this.token = token;
        this.said = said;
        members.forEach(member -> said.accept(member.name() + " is process " + member.pid() + " at " + member.uri()
                + ": kill -9 " + member.pid() + " and see the run go on"));
    }

    @Override
    public URI uri() {
        return members.getFirst().uri();
    }

    @Override
    public List<URI> members() {
        return members.stream().map(CoordinatorProcess::uri).toList();
    }

    @Override
    public VerifyingKey key() {
        return members.getFirst().key();
    }

    @Override
    public String operatorToken() {
        return token;
    }

    @Override
    public void watchedBy(RunWatch watch) {
        List<CompletableFuture<Void>> ended =
                members.stream().map(member -> member.exit().thenAccept(code -> tellEnd(member, code))).toList();
        var _ = CompletableFuture.allOf(ended.toArray(CompletableFuture<?>[]::new))
                .thenRun(() -> watch.fail("all members of the cluster have ended"));
    }

    private void tellEnd(CoordinatorProcess member, int code) {
        if (!closed) {
            said.accept(member.name() + " has ended with " + code + "; the others go on");
        }
    }

    @Override
    public void killPlayer(OperatorClient operator, String run, int round) {
        Thread.ofVirtual().name("kill-in-round-" + round).start(() -> {
            try {
                awaitRound(operator, run, round);
                Optional<CoordinatorProcess> player = members.stream().filter(member -> plays(member, run)).findFirst();
                player.ifPresentOrElse(member -> {
                    said.accept("killing " + member.name() + ", which plays round " + round);
                    member.kill();
                }, () -> said.accept("nobody is killed: no member says that it plays the run"));
            } catch (IOException | RejectedException gone) {
                said.accept("nobody is killed: " + gone.getMessage());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void awaitRound(OperatorClient operator, String run, int round)
            throws IOException, RejectedException, InterruptedException {
        RunView view = operator.view(run);
        while (view.status() == RunView.Status.ACTIVE
                && (view.round() < round || view.state() != RunView.State.REPORTING)) {
            Thread.sleep(LOOK_MILLIS);
            view = operator.view(run);
        }
    }

    /** Whoever plays a run has a gauge of it. */
    private boolean plays(CoordinatorProcess member, String run) {
        try {
            return new OperatorClient(member.uri(), token, ClientTls.USUAL).metrics()
                    .contains("tributary_run_round{run=\"" + run);
        } catch (IOException | RejectedException silent) {
            LOG.debug("{} does not answer", member.name(), silent);
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        members.parallelStream().forEach(CoordinatorProcess::close);
        stores.close();
    }
}
