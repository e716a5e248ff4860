package io.tributary.loadtest.architecture.broken.coordinator.run;

/** Broken on purpose: asks its controller instead of its inbox. */
final class LoopThatHoldsItsController {
    private final RunController controller;

    LoopThatHoldsItsController(RunController controller) {
        this.controller = controller;
    }

    boolean goesOn() {
        return !controller.isClosed();
    }
}
