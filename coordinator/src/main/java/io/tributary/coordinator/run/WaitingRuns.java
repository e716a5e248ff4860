package io.tributary.coordinator.run;

import io.tributary.coordinator.round.EventCodec;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.RunRecord;
import io.tributary.coordinator.store.RunStore;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.plan.RunPlan;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops and resumes runs that are not played here. Thread-safe: whoever has the run's lease acts. Everything blocks on storage. */
final class WaitingRuns {
    private static final Logger LOG = LoggerFactory.getLogger(WaitingRuns.class);

    private final RunServices services;

    WaitingRuns(RunServices services) {
        this.services = services;
    }

    /** Ends a run; one that was stopped already stays as it is. @return whether it had to be ended */
    boolean stop(RunRecord stored, String why) throws RejectedException, InterruptedException {
        String run = stored.run();
        switch (stored.status()) {
            case ACTIVE -> stopActive(stored, why);
            case PAUSED ->
                    services.storage().runs().setStatus(claimed(run, "stop it there"), RunView.Status.STOPPED, "");
            case STOPPED -> {}
            case FINISHED -> throw new RejectedException(Reason.RUN_OVER, "run " + run + " has finished already");
            case FAILED -> throw new RejectedException(Reason.RUN_OVER,
                    "run " + run + " has failed already: " + stored.reason());
        }
        return stored.status() == RunView.Status.ACTIVE;
    }

    /** It may have an open round from before: that is ended as the round of a played run is. */
    private void stopActive(RunRecord stored, String why) throws RejectedException, InterruptedException {
        Fence fence = claimed(stored.run(), "stop it there");
        RunInbox inbox = new RunInbox();
        inbox.requestStop(why);
        try {
            new RunLoop(PlannedRun.of(stored), fence, services, inbox, new RetryBudget(), new Unseen(stored.run()))
                    .play();
        } catch (DamagedException damaged) {
            LOG.error("run {} fails", stored.run(), damaged);
            services.storage().runs().setStatus(fence, RunView.Status.FAILED, String.valueOf(damaged.getMessage()));
        }
    }

    /**
     * Makes a run active again that is paused, was stopped or has failed.
     *
     * @throws RejectedException RUN_OVER if it has finished or is damaged; UNAVAILABLE if another coordinator holds it
     */
    void resume(RunRecord stored) throws RejectedException {
        String run = stored.run();
        try {
            switch (stored.status()) {
                case ACTIVE -> {}
                case PAUSED, STOPPED, FAILED -> reactivate(run, PlannedRun.of(stored));
                case FINISHED -> throw new RejectedException(Reason.RUN_OVER,
                        "run " + run + " has finished; start another run of model '"
                                + PlannedRun.of(stored).plan().model() + "', which goes on from its newest version");
            }
        } catch (DamagedException damaged) {
            throw RunViews.cannotGoOn(run, damaged);
        }
    }

    /** The event is stored before the status: after a crash between the two the run is still over and can be resumed again. */
    private void reactivate(String run, PlannedRun planned) throws RejectedException {
        requireModel(services, planned.plan());
        Fence fence = claimed(run, "resume it there");
        RunLog log = new RunLog(run, planned.plan());
        log.replay(services.storage().rounds().log(run));
        int round = Math.max(1, log.round());
        services.storage().rounds().append(fence, round, EventCodec.encode(new RoundEvent.Resumed(round)),
                services.clock().instant());
        services.storage().runs().setStatus(fence, RunView.Status.ACTIVE, "");
        services.storage().runs().release(fence); // whoever has a lease is taken for the one that plays
    }

    /**
     * Deletes a run that is over: first what its last round may have left, updates and a key, then its row; the rows of its rounds go
     * later. A run whose row cannot be read can be deleted too.
     */
    void delete(String run) throws RejectedException {
        RunStore runs = services.storage().runs();
        try {
            RunRecord stored = runs.find(run).orElseThrow(() -> RunViews.notFound(run));
            if (stored.status() == RunView.Status.ACTIVE || stored.status() == RunView.Status.PAUSED) {
                throw notOver(run);
            }
        } catch (DamagedException damaged) {
            LOG.info("run {} is damaged, and is deleted", run, damaged);
        }
        Fence fence = claimed(run, "delete it there");
        services.storage().objects().deleteAll(UpdateObjects.ofRun(run));
        services.storage().keys().list().stream()
                .filter(name -> RoundKeys.runOf(name).filter(run::equals).isPresent())
                .forEach(services.storage().keys()::destroy);
        runs.delete(fence);
    }

    /** @throws RejectedException MODEL_DELETED if a model of this name was deleted, whatever is left of it */
    static void requireModel(RunServices services, RunPlan plan) throws RejectedException {
        if (services.storage().registry().isDeleted(plan.model())) {
            throw new RejectedException(Reason.MODEL_DELETED, "model '" + plan.model()
                    + "' was deleted; restore it, or train under another name");
        }
    }

    static RejectedException notOver(String run) {
        return new RejectedException(Reason.RUN_ACTIVE, "run " + run + " is not over; stop it first");
    }

    private Fence claimed(String run, String instead) throws RejectedException {
        return services.storage().runs().claim(run, services.identity().member(), OwnerLease.LENGTH)
                .orElseThrow(() -> new RejectedException(Reason.UNAVAILABLE,
                        "run " + run + " is played by another coordinator; " + instead));
    }

    /** Nobody looks at the run while it is ended, but its rounds are counted. */
    private final class Unseen implements RunObserver {
        private final String run;

        Unseen(String run) {
            this.run = run;
        }

        @Override
        public void changed(RunView now, @Nullable OpenRound open) {}

        @Override
        public void roundEnded(RoundView round) {
            services.listener().roundEnded(run, round);
        }
    }
}
