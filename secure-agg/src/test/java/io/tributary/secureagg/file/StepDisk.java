package io.tributary.secureagg.file;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/** The real disk for a number of steps; after them every step fails, as if the process had been killed. Notes its steps. */
final class StepDisk {
    private final List<String> steps = new ArrayList<>();
    private final int most;

    StepDisk(int most) {
        this.most = most;
    }

    List<String> steps() {
        return steps;
    }

    Disk disk() {
        return (Disk) Proxy.newProxyInstance(Disk.class.getClassLoader(), new Class<?>[] {Disk.class},
                (proxy, method, arguments) -> {
                    if (steps.size() >= most) {
                        throw new IOException("killed before " + method.getName());
                    }
                    steps.add(method.getName());
                    try {
                        return method.invoke(Disk.REAL, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }
}
