package io.tributary.coordinator.run;

import io.tributary.coordinator.registry.ModelRegistry;
import io.tributary.coordinator.run.Life.Scenario;
import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.coordinator.store.RowPorts;
import io.tributary.coordinator.store.keys.FileKeyStore;
import io.tributary.coordinator.store.object.FileObjectStore;
import io.tributary.coordinator.store.sql.SqlStores;
import io.tributary.protocol.message.RunView;
import io.tributary.secureagg.identity.SigningKeys;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of three rounds by FedAdam that is left in the middle of its second one, with one of two reports in, and gone on with by another
 * coordinator; its rows are in a database, its objects and keys in files.
 */
final class HalfARun {
    /** Reports that are accepted until it is left. */
    private static final int ACCEPTED = 3;

    private final RowPorts.Hand clock;
    private final Ports ports;

    HalfARun(SqlStores rows, Path files, RowPorts.Hand clock) {
        this.clock = clock;
        this.ports = new Ports(rows.runs(), rows.rounds(), rows.models(), new FileObjectStore(files.resolve("objects")),
                new FileKeyStore(files.resolve("keys")));
    }

    /** Until it is left. */
    void begin() throws Exception {
        Life life = new Life(Scenario.EVERYONE_REPORTS, clock);
        life.prepare(ports);
        int[] accepted = {0};
        try {
            life.live(ports.behind((what, _, call) -> {
                Object row = call.make();
                if (what.equals("RoundStore.accept") && ++accepted[0] == ACCEPTED) {
                    throw new Killed("in the middle of the second round");
                }
                return row;
            }));
        } catch (Killed left) {
            return;
        }
        throw new AssertionError("it was played to its end");
    }

    /** From where it was left to its end. */
    RunView goOn() throws Exception {
        Life life = new Life(Scenario.EVERYONE_REPORTS, clock);
        for (int round = 1; round <= Life.ROUNDS; round++) {
            life.acknowledged.put(round, new ArrayList<>(ports.rounds().accepted(Life.RUN, round).stream()
                    .map(AcceptedUpdate::device).toList()));
        }
        return life.live(ports);
    }

    /** A name and the hashes of its chunks, for each version. */
    List<String> versions() {
        ModelRegistry registry =
                new ModelRegistry(ports.models(), ports.objects(), SigningKeys.single(Life.KEY), clock);
        List<String> versions = new ArrayList<>();
        for (int version = 0; version <= Life.ROUNDS; version++) {
            registry.manifest("test-model", version).map(found -> found.manifest())
                    .ifPresent(
                            manifest -> versions.add(manifest.version() + " " + String.join(",", manifest.chunks())));
        }
        return versions;
    }

    /** The events of its rounds, as they are stored. */
    List<String> events() {
        return ports.rounds().events(Life.RUN, 1).stream().map(stored -> stored.json()).toList();
    }
}
