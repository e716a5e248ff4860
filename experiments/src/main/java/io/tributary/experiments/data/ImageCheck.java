package io.tributary.experiments.data;

import io.tributary.experiments.config.SourceConfig.OnBroken;
import io.tributary.learning.Examples;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Decodes every image once, on all processors, to find the broken ones before anything is trained. */
final class ImageCheck {
    private final Examples images;
    private final int values;
    private final LoadProgress progress;
    private final AtomicInteger done = new AtomicInteger();
    private final Map<Integer, String> broken = Collections.synchronizedMap(new TreeMap<>());

    /** Checks images of so many values each. */
    ImageCheck(Examples images, int values, LoadProgress progress) {
        this.images = images;
        this.values = values;
        this.progress = progress;
    }

    /**
     * Looks at them all; with STOP not longer than needed.
     *
     * @return what is wrong with each broken one, by index
     * @throws DataException naming the first broken one, if it is STOP
     */
    Map<Integer, String> run(OnBroken onBroken) throws DataException, InterruptedException {
        int threads = Runtime.getRuntime().availableProcessors();
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> parts = new ArrayList<>();
            for (int from = 0; from < threads; from++) {
                int first = from;
                parts.add(workers.submit(() -> look(first, threads, onBroken)));
            }
            for (Future<?> part : parts) {
                await(part);
            }
        }
        if (onBroken == OnBroken.STOP && !broken.isEmpty()) {
            throw new DataException(broken.values().iterator().next()
                    + "; remove it, or leave broken images out with data.onBroken: skip");
        }
        return broken;
    }

    private static void await(Future<?> part) throws InterruptedException {
        try {
            part.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("checking images failed", failed.getCause());
        }
    }

    private void look(int first, int step, OnBroken onBroken) {
        float[] pixels = new float[values];
        for (int i = first; i < images.size(); i += step) {
            if (Thread.currentThread().isInterrupted() || (onBroken == OnBroken.STOP && !broken.isEmpty())) {
                return;
            }
            try {
                images.read(i, pixels, 0);
            } catch (UncheckedIOException bad) {
                broken.put(i, String.valueOf(bad.getMessage()));
            }
            progress.loaded(done.incrementAndGet(), images.size());
        }
    }
}
