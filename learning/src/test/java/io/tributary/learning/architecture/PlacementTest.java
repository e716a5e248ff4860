package io.tributary.learning.architecture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.Parameter.Role;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.ClientMethod;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.TrainingSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PlacementTest {
    private static final ModelSpec MLP = new ModelSpec("mlp", List.of(2), 2, List.of(3));
    private static final ModelSpec NORMED = TestPlans.spec("fedavg-cnn-bn", 8, 8, 1, 2);

    private static ParameterLayout layout(ModelSpec spec, ClientMethod method, List<String> local,
            List<String> frozen) {
        return Architectures.layout(spec,
                TrainingSpec.builder().epochs(1).batchSize(1).optimizer(TestPlans.SGD).method(method).local(local)
                        .frozen(frozen).build());
    }

    private static List<String> names(ParameterLayout layout, Role role) {
        return layout.parameters().stream().filter(p -> p.role() == role).map(Parameter::name).toList();
    }

    @Test
    void plainTrainingSendsTheWholeNetwork() {
        assertEquals(Architectures.layout(NORMED), layout(NORMED, null, List.of(), List.of()));
        assertEquals(Architectures.layout(NORMED), layout(NORMED, new ClientMethod.FedProx(1), List.of(), List.of()));
    }

    @Test
    void localLayersDoNotTravelAndFrozenOnesTravelDownAlone() {
        ParameterLayout layout =
                layout(NORMED, null, List.of("bn1", "bn2.running_mean"), List.of("conv1", "bn2.running_var"));
        assertEquals(List.of("conv2.weight", "conv2.bias", "bn2.weight", "bn2.bias", "dense1.weight", "dense1.bias",
                "dense2.weight", "dense2.bias"), names(layout, Role.TRAINABLE));
        assertEquals(List.of(), names(layout, Role.BUFFER));
        assertEquals(List.of("conv1.weight", "conv1.bias", "bn2.running_var"), names(layout, Role.FROZEN));
        assertEquals(layout.size() - 25 * 32 - 32 - 64, layout.updateSize());
    }

    @Test
    void scaffoldSendsAControlVariateForWhatIsTrainedAndTravels() {
        ParameterLayout layout =
                layout(NORMED, new ClientMethod.Scaffold(9), List.of("bn1", "dense2"), List.of("conv1"));
        assertEquals(names(layout, Role.TRAINABLE).stream().map(name -> "control." + name).toList(),
                names(layout, Role.CONTROL));
        assertEquals(List.of("bn2.running_mean", "bn2.running_var"), names(layout, Role.BUFFER));
        assertEquals(layout.trainableSize(), layout.size(Role.CONTROL));
    }

    @Test
    void vectorsAreTakenApartByName() {
        RunPlan plan =
                TestPlans.plan(MLP, TrainingSpec.builder().epochs(1).batchSize(1).optimizer(TestPlans.SGD)
                        .local(List.of("dense2.bias")).frozen(List.of("dense1.weight")).build());
        Placement placement = Placement.of(plan);
        float[] network = {1, 2, 3, 4, 5, 6, 11, 12, 13, 21, 22, 23, 24, 25, 26, 31, 32};
        assertArrayEquals(new float[] {11, 12, 13, 21, 22, 23, 24, 25, 26, 1, 2, 3, 4, 5, 6},
                placement.travelling(network));
        assertArrayEquals(new float[] {31, 32}, placement.local(network));
    }

    @Test
    void controlVariatesBeginAtZeroAndTheRestAsTheNetworkDoes() {
        RunPlan plan = TestPlans.plan(MLP, TrainingSpec.builder().epochs(1).batchSize(1).optimizer(TestPlans.SGD)
                .method(new ClientMethod.Scaffold(5)).build());
        float[] initial = Architectures.initial(plan);
        float[] network = Architectures.initial(MLP, plan.seed());
        assertEquals(2 * network.length, initial.length);
        for (int i = 0; i < network.length; i++) {
            assertEquals(network[i], initial[i]);
            assertEquals(0, initial[network.length + i]);
        }
    }

    @Test
    void whatCannotBeLeftOutIsRefusedWithWhatThereIs() {
        String unknown = refused(List.of("dense3"), List.of());
        assertTrue(unknown.contains("local names 'dense3'") && unknown.contains("dense1, dense2")
                && unknown.contains("dense2.bias"), unknown);
        assertTrue(refused(List.of(), List.of("dense")).contains("frozen names 'dense'"), "a prefix ends before a dot");
        assertTrue(refused(List.of("dense1"), List.of("dense1.bias")).contains("'dense1.bias' is both"));
        assertTrue(refused(List.of("dense1"), List.of("dense2")).contains("nothing to train together"));
        assertTrue(refused(List.of("dense1", "dense2"), List.of()).contains("nothing to train together"));
    }

    private static String refused(List<String> local, List<String> frozen) {
        return assertThrows(IllegalArgumentException.class, () -> layout(MLP, null, local, frozen)).getMessage();
    }
}
