package io.tributary.coordinator.run;

import io.tributary.aggregation.executor.RangeExecutor;
import io.tributary.coordinator.registry.ModelRegistry;
import io.tributary.coordinator.selection.DevicePool;
import io.tributary.coordinator.store.BlobStore;
import io.tributary.coordinator.store.KeyStore;
import io.tributary.coordinator.store.RoundStore;
import io.tributary.coordinator.store.RunStore;
import io.tributary.learning.Evaluator;
import io.tributary.learning.LocalTrainer;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.secureagg.identity.SigningKey;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/**
 * What it takes to perform a run.
 *
 * @param signer the coordinator's key: signs offers
 * @param evaluator measures new versions of a plan's model, if anything does
 * @param trainer trains a plan's model on examples that the coordinator holds itself, if anything does
 * @param initialModel the flat vector that a plan's first version holds
 * @param member who this coordinator is among others, the same after a restart
 */
public record RunServices(RunStore runs, RoundStore rounds, BlobStore blobs, KeyStore keys, ModelRegistry registry,
        SigningKey signer, RangeExecutor executor, Function<RunPlan, Optional<Evaluator>> evaluator,
        Function<RunPlan, Optional<LocalTrainer>> trainer, Function<RunPlan, float[]> initialModel, DevicePool pool,
        TrafficMeter traffic, RunListener listener,
        InstantSource clock, String member) {}
