package io.tributary.aggregation.range;

import io.tributary.aggregation.AggregationException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The passes under way in this process, by job and number: where its workers find what an order means. Thread-safe. */
public final class RangePasses {
    private record Key(String job, int pass) {}

    private final Map<Key, RangePass<?>> passes = new ConcurrentHashMap<>();

    void begin(String job, int number, RangePass<?> pass) {
        passes.put(new Key(job, number), pass);
    }

    void end(String job, int number) {
        passes.remove(new Key(job, number));
    }

    /**
     * Works an order off.
     *
     * @throws AggregationException as the pass does
     * @throws InterruptedException as the pass does
     * @throws IllegalStateException if the pass is over
     */
    RangeAnswer.Done run(String worker, RangeOrder order) throws AggregationException, InterruptedException {
        RangePass<?> pass = passes.get(new Key(order.job(), order.pass()));
        if (pass == null) {
            throw new IllegalStateException("pass " + order.pass() + " of job " + order.job() + " is over");
        }
        Object result = pass.run(order.range());
        return new RangeAnswer.Done(worker, order, ContentName.of(result), result);
    }
}
