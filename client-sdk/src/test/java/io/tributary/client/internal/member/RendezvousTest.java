package io.tributary.client.internal.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RendezvousTest {
    private static final List<URI> THREE = members(3);
    private static final List<String> DEVICES =
            IntStream.range(0, 10_000).mapToObj(device -> "device-" + device).toList();

    private static List<URI> members(int count) {
        return IntStream.range(0, count).mapToObj(member -> URI.create("https://member-" + member + ".example:8443"))
                .toList();
    }

    private static URI first(String device, List<URI> members) {
        return Rendezvous.order(device, members).get(0);
    }

    /** Within 5 % of a third: more than four standard deviations of a fair draw. */
    @Test
    void devicesSpreadEvenly() {
        Map<URI, Long> shares = DEVICES.stream().map(device -> first(device, THREE))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertEquals(3, shares.size());
        shares.values()
                .forEach(share -> assertTrue(Math.abs(share - 10_000 / 3.0) < 0.06 * 10_000 / 3, shares::toString));
    }

    @Test
    void onlyTheDevicesOfAMemberThatLeavesMoveAndTheySpreadOverTheOthers() {
        List<URI> left = THREE.subList(0, 2);
        int[] moved = new int[2];
        for (String device : DEVICES) {
            List<URI> order = Rendezvous.order(device, THREE);
            if (left.contains(order.get(0))) {
                assertEquals(order.get(0), first(device, left));
            } else {
                assertEquals(order.get(1), first(device, left), "it goes on at its second choice");
                moved[left.indexOf(order.get(1))]++;
            }
        }
        assertTrue(Math.abs(moved[0] - moved[1]) < 0.1 * (moved[0] + moved[1]), moved[0] + " and " + moved[1]);
    }

    @Test
    void aMemberThatJoinsTakesItsShareAndNoneMovesElsewhere() {
        List<URI> four = members(4);
        long taken = DEVICES.stream().filter(device -> {
            URI now = first(device, four);
            assertTrue(now.equals(four.get(3)) || now.equals(first(device, THREE)));
            return now.equals(four.get(3));
        }).count();
        assertTrue(Math.abs(taken - 2_500) < 200, () -> taken + " of 10000");
    }

    @Test
    void theOrderInWhichMembersAreNamedDoesNotMatter() {
        List<URI> shuffled = new ArrayList<>(THREE);
        Collections.reverse(shuffled);
        assertEquals(Rendezvous.order("device-7", THREE), Rendezvous.order("device-7", shuffled));
    }

    /** The order is told in docs/protocol.md: devices of other makers spread over the same places. */
    @Test
    void theOrderIsThatOfSha256() throws Exception {
        java.security.MessageDigest sha = java.security.MessageDigest.getInstance("SHA-256");
        List<URI> expected = THREE.stream().sorted((one, other) -> {
            byte[] a = sha.digest(("device-7\n" + one).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            byte[] b = sha.digest(("device-7\n" + other).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return java.util.Arrays.compareUnsigned(b, a);
        }).toList();
        assertEquals(expected, Rendezvous.order("device-7", THREE));
    }
}
