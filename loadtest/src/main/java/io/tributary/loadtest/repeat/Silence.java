package io.tributary.loadtest.repeat;

import io.tributary.experiments.progress.ProgressView;
import io.tributary.protocol.message.RunView;

/** Shows nothing. */
final class Silence implements ProgressView {
    @Override
    public void step(String what) {}

    @Override
    public void show(RunView run) {}

    @Override
    public void message(String text) {}

    @Override
    public void close() {}
}
