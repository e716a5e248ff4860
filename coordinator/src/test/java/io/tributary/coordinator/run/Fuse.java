package io.tributary.coordinator.run;

import io.tributary.coordinator.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A gate at one point of which, before or after a write, the process is killed or storage fails. What is killed stays dead. */
final class Fuse implements Ports.Gate {
    static final int NEVER = Integer.MAX_VALUE;

    /** What happens at the point. */
    enum Fault {
        /** The process dies. */
        DEATH,
        /** Storage fails, once; the write is made or not. */
        FAILURE
    }

    /** What was passed, in order. */
    final List<String> passed = new ArrayList<>();
    private final int at;
    private final Fault fault;

    Fuse(int at, Fault fault) {
        this.at = at;
        this.fault = fault;
    }

    @Override
    public @Nullable Object pass(String what, Object[] arguments, Ports.Call call) throws Throwable {
        if (!Ports.isWrite(what)) {
            return call.make();
        }
        burn("before " + what);
        Object result = call.make();
        burn("after " + what);
        return result;
    }

    private void burn(String point) {
        passed.add(point);
        if (fault == Fault.DEATH && passed.size() > at) {
            throw new Killed(point);
        }
        if (fault == Fault.FAILURE && passed.size() == at + 1) {
            throw new StoreException("storage failed " + point);
        }
    }
}
