package io.tributary.coordinator.http.entrance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.impl.transports.TransportInternal;
import io.vertx.core.transport.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class EpollOrNioTest {
    private static final Transport NO_LIBRARY = new TransportInternal("epoll", false,
            new UnsatisfiedLinkError("no library"), Transport.NIO.implementation());

    private static boolean isNative(GuardedTransport transport) {
        Vertx vertx = Vertx.builder().withTransport(transport).build();
        try {
            return vertx.isNativeTransportEnabled();
        } finally {
            vertx.close().await();
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = {"amd64", "aarch64"})
    void onLinuxItIsEpollUnlessNettyIsToldToUseJavasOwn() {
        GuardedTransport transport = GuardedTransport.fastest();
        boolean told = Boolean.getBoolean("io.netty.transport.noNative");
        assertEquals(told ? "nio" : "epoll", transport.name());
        assertTrue(transport.available());
        assertEquals(!told, isNative(transport));
    }

    @Test
    void whereItsLibraryCannotBeLoadedItIsNio() {
        GuardedTransport transport = GuardedTransport.epollOrNio(NO_LIBRARY);
        assertEquals("nio", transport.name());
        assertTrue(transport.available());
        assertFalse(isNative(transport));
    }

    @Test
    void whereThereIsNoLibraryItIsNio() {
        assertEquals("nio", GuardedTransport.epollOrNio(null).name());
    }
}
