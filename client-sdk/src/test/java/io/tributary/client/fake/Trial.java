package io.tributary.client.fake;

import io.tributary.client.ClientBuilder;
import io.tributary.client.FederatedClient;
import io.tributary.learning.LocalTrainer;
import io.tributary.learning.TrainingOutcome;
import io.tributary.learning.TrainingTask;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A world, its coordinator, and the settings of a device in it. */
public final class Trial implements AutoCloseable {
    public static final String DEVICE = "device-7";
    public static final int INDEX = 7;
    public final World world = new World();
    public final FakeCoordinator coordinator = new FakeCoordinator(world);
    public final FakeTime time = new FakeTime();
    public final Events events = new Events();
    /** What the default trainer was asked. */
    public final List<TrainingTask> tasks = new CopyOnWriteArrayList<>();

    /** Begins with version 0. */
    public Trial() {
        world.publish(World.vector(0));
    }

    /** A minute from now, on the trial's clock. */
    public long deadline() {
        return time.instant().plusSeconds(60).toEpochMilli();
    }

    /** Adds 0.25 to every value, from 32 examples. */
    public LocalTrainer trainer() {
        return task -> {
            tasks.add(task);
            return new TrainingOutcome(delta(), 32, 0.5);
        };
    }

    public static float[] delta() {
        float[] delta = new float[World.VALUES];
        java.util.Arrays.fill(delta, 0.25f);
        return delta;
    }

    /** A builder with everything set but the waiting, which only tests of the same package may replace. */
    public ClientBuilder client(Path directory) {
        return FederatedClient.builder().coordinator(coordinator.address()).device(DEVICE).deviceIndex(INDEX)
                .ownerKey(world.owner.publicKey()).coordinatorKey(world.registrar.publicKey()).trainer(trainer())
                .directory(directory).listener(events).endsWithRuns();
    }

    @Override
    public void close() {
        coordinator.close();
    }
}
