package io.tributary.aggregation.range;

import io.tributary.aggregation.AggregationException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.parameters.ChunkRange;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A worker that does with each order what its script says, and after that what it was asked. Works on the caller's thread. */
final class ScriptedWorker implements RangeWorker {
    /** What becomes of an order. */
    enum Deed {
        /** It is done and answered. */
        WORK,
        /** The worker is gone before it begins. */
        DIE_BEFORE,
        /** The worker is gone when some of the chunks are written. */
        DIE_IN_THE_MIDDLE,
        /** The worker is gone when all is written, before it says so. */
        DIE_AFTER,
        /** Nothing is done, and nothing is ever heard of it. */
        HANG,
        /** It is done, and the answer comes after another has done it too, or when nobody has anything else to say. */
        ANSWER_LATE,
        /** The answer comes as late, and is that it could not be done. */
        FAIL_LATE,
        /** It is answered twice. */
        ANSWER_TWICE,
        /** It is answered twice, and not alike. */
        CHANGE_ITS_MIND,
        /** The answer comes as late, and is wrong. */
        ANSWER_LATE_AND_WRONG
    }

    /** What all workers of a test did, in order. */
    private final List<String> diary;
    private final String name;
    private final RangePasses passes;
    private final Deque<Deed> script;
    private final List<ScriptedWorker> all;
    private final Map<ChunkRange, Runnable> late = new LinkedHashMap<>();

    ScriptedWorker(String name, RangePasses passes, List<String> diary, List<ScriptedWorker> all, Deed... script) {
        this.all = all;
        this.name = name;
        this.passes = passes;
        this.diary = diary;
        this.script = new ArrayDeque<>(List.of(script));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void take(RangeOrder order, Consumer<RangeAnswer> answers) {
        Deed deed = script.isEmpty() ? Deed.WORK : script.poll();
        diary.add(name + " " + deed + " " + order.range().from());
        switch (deed) {
            case WORK -> {
                answers.accept(run(order));
                all.forEach(worker -> worker.sayWhatIsLateOf(order.range()));
            }
            case DIE_BEFORE -> answers.accept(new RangeAnswer.Lost(name));
            case DIE_IN_THE_MIDDLE -> {
                run(new RangeOrder(order.job(), order.pass(), half(order.range())));
                answers.accept(new RangeAnswer.Lost(name));
            }
            case DIE_AFTER -> {
                run(order);
                answers.accept(new RangeAnswer.Lost(name));
            }
            case HANG -> {}
            case ANSWER_LATE -> {
                RangeAnswer answer = run(order);
                late.put(order.range(), () -> answers.accept(answer));
            }
            case FAIL_LATE -> {
                Throwable broken = new IllegalStateException("the disk of " + name + " is full");
                late.put(order.range(), () -> answers.accept(new RangeAnswer.Failed(name, order, broken)));
            }
            case ANSWER_TWICE -> {
                answers.accept(run(order));
                answers.accept(run(order));
            }
            case CHANGE_ITS_MIND -> {
                answers.accept(run(order));
                answers.accept(wrong(order));
            }
            case ANSWER_LATE_AND_WRONG -> late.put(order.range(), () -> answers.accept(wrong(order)));
        }
    }

    /** What was held back is said now. */
    void sayWhatIsLate() {
        List.copyOf(late.keySet()).forEach(this::sayWhatIsLateOf);
    }

    private void sayWhatIsLateOf(ChunkRange range) {
        Runnable saying = late.remove(range);
        if (saying != null) {
            saying.run();
        }
    }

    private RangeAnswer run(RangeOrder order) {
        try {
            return passes.run(name, order);
        } catch (AggregationException | InterruptedException | RuntimeException failure) {
            return new RangeAnswer.Failed(name, order, failure);
        }
    }

    private RangeAnswer wrong(RangeOrder order) {
        return new RangeAnswer.Done(name, order, Sha256.of(new byte[] {1}), "wrong");
    }

    private static ChunkRange half(ChunkRange range) {
        return new ChunkRange(range.from(), range.from() + (range.count() + 1) / 2);
    }

    @Override
    public void close() {}
}
