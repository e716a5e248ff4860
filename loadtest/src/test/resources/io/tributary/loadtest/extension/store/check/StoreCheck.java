package io.tributary.extension;

import io.tributary.coordinator.store.KeyStore;
import io.tributary.coordinator.store.KeyStoreContract;
import io.tributary.coordinator.store.keys.VolatileKeyStore;
import java.lang.reflect.Method;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The suite of all key stores, test by test. */
public final class StoreCheck extends KeyStoreContract {
    @Override
    protected KeyStore open() {
        return new VolatileKeyStore();
    }

    public static void check() throws Exception {
        int passed = 0;
        for (Method test : KeyStoreContract.class.getDeclaredMethods()) {
            if (test.isAnnotationPresent(Test.class)) {
                StoreCheck suite = new StoreCheck();
                for (Method before : KeyStoreContract.class.getDeclaredMethods()) {
                    if (before.isAnnotationPresent(BeforeEach.class)) {
                        before.setAccessible(true);
                        before.invoke(suite);
                    }
                }
                test.setAccessible(true);
                test.invoke(suite);
                passed++;
            }
        }
        Toys.require(passed >= 4, "only " + passed + " tests");
    }
}
