package io.tributary.experiments.process;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Where a sibling begins: watches its parent, then becomes the class that its first argument names. The parent holds the
 * other end of standard input; when that closes, the parent has ended, however it ended, and so does this process.
 */
public final class SiblingMain {
    /** 128 + SIGTERM: the parent is gone. */
    static final int ORPHANED = 143;
    private static final int GRACE_SECONDS = 30;

    private SiblingMain() {}

    /** The class to become, and its arguments. */
    public static void main(String[] args) throws Throwable {
        Thread.ofPlatform().daemon().name("parent-watch").start(SiblingMain::watch);
        try {
            Class.forName(args[0]).getMethod("main", String[].class).invoke(null,
                    (Object) Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException failure) {
            throw failure.getCause() == null ? failure : failure.getCause();
        }
    }

    private static void watch() {
        try {
            while (System.in.read() >= 0) {
                // The parent has nothing to say; only the end counts.
            }
        } catch (IOException _) {
            // A broken pipe is an end as well.
        }
        Executor later = CompletableFuture.delayedExecutor(GRACE_SECONDS, TimeUnit.SECONDS);
        later.execute(() -> Runtime.getRuntime().halt(ORPHANED));
        System.exit(ORPHANED);
    }
}
