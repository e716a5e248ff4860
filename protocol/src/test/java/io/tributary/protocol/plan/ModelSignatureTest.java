package io.tributary.protocol.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.Labels;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.WireSamples;
import io.tributary.protocol.plan.ModelSignature.Dtype;
import io.tributary.protocol.plan.ModelSignature.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelSignatureTest {
    private static final InputMeaning PIXELS = InputMeaning.Image.unit(3);
    private static final ModelSignature PETS =
            ModelSignature.of(List.of("cat", "dog", "bär"), List.of(2, 2, 3), PIXELS);

    private static String refusal(Executable making) {
        return assertThrows(IllegalArgumentException.class, making).getMessage();
    }

    private static RejectedException refusal(DataSignature data) {
        return assertThrows(RejectedException.class, () -> PETS.classesOf(data));
    }

    @Test
    void aPartOfTheLabelsInAnyOrderAndFormIsMappedByName() throws RejectedException {
        assertArrayEquals(new int[] {2, 0}, PETS.classesOf(DataSignature.of(List.of("bär", "cat"), PIXELS)));
        assertEquals(2, PETS.label("ba\u0308r").orElseThrow());
        assertTrue(PETS.label("Cat").isEmpty());
    }

    @Test
    void labelsThatTheModelDoesNotKnowAreRefusedByName() {
        RejectedException refused = refusal(DataSignature.of(List.of("dog", "wolf", "fox"), PIXELS));
        assertEquals(Reason.UNKNOWN_LABEL, refused.reason());
        assertEquals("the data of this device has the classes wolf, fox, and the model knows cat, dog, bär alone; leave"
                + " them out, or give the plan these labels", refused.detail());
    }

    @Test
    void inputsThatMeanSomethingElseAreRefused() {
        RejectedException refused =
                refusal(DataSignature.of(List.of("cat"),
                        new InputMeaning.Image(InputMeaning.Image.Colours.RGB, -1, 1)));
        assertEquals(Reason.WRONG_INPUT, refused.reason());
        assertEquals("the model takes rgb image of 0.0..1.0, and the data of this device is rgb image of -1.0..1.0",
                refused.detail());
        assertEquals(Reason.WRONG_INPUT,
                refusal(DataSignature.of(List.of("cat"), new InputMeaning.Sound(8000))).reason());
        assertEquals(Reason.WRONG_INPUT, refusal(DataSignature.of(List.of("cat"), new InputMeaning.Untold())).reason());
    }

    private static ModelSignature of(int size, InputMeaning meaning) {
        return ModelSignature.of(List.of("no", "yes"), List.of(size), meaning);
    }

    private static String refusal(ModelSignature model, InputMeaning data) {
        RejectedException refused = assertThrows(RejectedException.class,
                () -> model.classesOf(DataSignature.of(List.of("no"), data)));
        assertEquals(Reason.WRONG_INPUT, refused.reason());
        return refused.detail();
    }

    @Test
    void textsAndNumbersThatWereReadOtherwiseAreRefusedWithTheDifference() {
        InputMeaning pairs = new InputMeaning.Text("hashed-words-1", 8, true);
        InputMeaning real = new InputMeaning.Numbers(InputMeaning.Numbers.Values.REAL);
        assertEquals(
                "the model takes text as 8 buckets of words and pairs (hashed-words-1), and the data of this device is"
                        + " text as 16 buckets of words (hashed-words-2)",
                refusal(of(8, pairs), new InputMeaning.Text("hashed-words-2", 16, false)));
        assertEquals("the model takes real numbers as they are, and the data of this device is numbers that were bytes,"
                + " k/255", refusal(of(8, real), new InputMeaning.Numbers(InputMeaning.Numbers.Values.BYTES)));
        assertTrue(refusal(of(8, real), new InputMeaning.Numbers(InputMeaning.Numbers.Values.WHOLE))
                .endsWith("whole numbers as they are"));
        refusal(of(8, real), new InputMeaning.Untold());
        refusal(of(8, pairs), real);
    }

    /** As plans of before were, in which texts and numbers had no kind. */
    @Test
    void aPlanThatTellsNothingTakesTextsAndNumbersAndNothingElse() throws RejectedException {
        ModelSignature untold = of(8, new InputMeaning.Untold());
        for (InputMeaning taken : List.of(new InputMeaning.Untold(), new InputMeaning.Text("hashed-words-1", 8, true),
                new InputMeaning.Numbers(InputMeaning.Numbers.Values.WHOLE))) {
            assertArrayEquals(new int[] {1}, untold.classesOf(DataSignature.of(List.of("yes"), taken)));
        }
        refusal(untold, PIXELS);
        refusal(untold, new InputMeaning.Sound(8000));
        refusal(untold, new InputMeaning.Table(List.of("age")));
        assertThrows(RejectedException.class, () -> untold.classesOf(new DataSignature(List.of("yes"),
                List.of(new InputMeaning.Untold(), new InputMeaning.Untold()))));
    }

    private static List<String> columns(int count) {
        return IntStream.range(0, count).mapToObj(number -> "column-" + number + "-" + "x".repeat(100)).toList();
    }

    private static RejectedException refusal(List<String> model, List<String> data) {
        ModelSignature table = ModelSignature.of(List.of("no", "yes"), List.of(model.size()),
                new InputMeaning.Table(model));
        return assertThrows(RejectedException.class,
                () -> table.classesOf(DataSignature.of(List.of("no"), new InputMeaning.Table(data))));
    }

    @Test
    void aWideTableIsRefusedInWordsThatAreFewAndSayWhere() {
        List<String> other = new ArrayList<>(columns(4096));
        other.set(4000, "weight");
        String words = refusal(columns(4096), other).detail();
        assertTrue(words.length() < 3000, () -> words.length() + " characters: " + words);
        assertTrue(words.contains("table row of 4096 columns, column-0-") && words.contains("and 4086 more"), words);
        assertTrue(words.contains("; column 4001 is 'column-4000-xxx"), words);
        assertTrue(words.endsWith("' for the model and 'weight' in the data"), words);
        assertEquals(
                "the model takes table row of 2 columns, age, height, and the data of this device is table row of 3"
                        + " columns, age, height, weight",
                refusal(List.of("age", "height"), List.of("age", "height", "weight")).detail());
        String shown =
                ModelSignature.of(columns(65536), List.of(4096), new InputMeaning.Table(columns(4096))).toString();
        assertTrue(shown.length() < 3000 && shown.contains("65536 labels"), shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u00a0", " cat", "cat ", "ca\nt", "ba\u0308r", "b\uFFFDr", "\uD83D"})
    void aLabelThatIsBlankDamagedOrOfAnotherFormIsRefused(String label) {
        assertThrows(IllegalArgumentException.class, () -> labelled(label, "dog", "fox"), label);
        assertThrows(IllegalArgumentException.class, () -> DataSignature.of(List.of(label), PIXELS), label);
    }

    @Test
    void labelsThatFoldTogetherAreRefusedByName() {
        assertEquals("labels has 'Bär' and 'BÄR', which are the same name but for case or form; rename one of them",
                refusal(() -> labelled("cat", "Bär", "BÄR")));
        assertEquals("labels has 'dog' and 'dog', which are the same name; rename one of them",
                refusal(() -> labelled("dog", "cat", "dog")));
        assertEquals("labels has 'straße' and 'STRASSE', which are the same name but for case or form; rename one of"
                + " them", refusal(() -> labelled("straße", "STRASSE")));
    }

    @Test
    void labelsAreBounded() {
        assertEquals("labels must have 1..65536 elements, not 0", refusal(() -> labelled()));
        assertEquals("labels must have 1..65536 elements, not 65537",
                refusal(() -> labelled(IntStream.range(0, 65_537).mapToObj(i -> "c" + i).toArray(String[]::new))));
        assertTrue(refusal(() -> labelled("cat", "x".repeat(Labels.LONGEST + 1))).contains("1..128 characters"));
    }

    private static ModelSignature labelled(String... labels) {
        return ModelSignature.of(List.of(labels), List.of(1), new InputMeaning.Untold());
    }

    @Test
    void anInputHasAShapeThatItsMeaningAllows() {
        assertEquals("an input that is a rgb image of 0.0..1.0 has the shape [height, width, 3], not [2, 2, 1]",
                refusal(() -> new Input(Dtype.FLOAT32, List.of(2, 2, 1), PIXELS)));
        assertEquals("an input of 2 columns has the shape [2], not [3]", refusal(
                () -> new Input(Dtype.FLOAT32, List.of(3), new InputMeaning.Table(List.of("age", "height")))));
        assertEquals("an input of 8 buckets has the shape [8], not [3]",
                refusal(() -> of(3, new InputMeaning.Text("hashed-words-1", 8, true))));
        assertTrue(refusal(() -> new InputMeaning.Text("", 8, true)).contains("reader"));
        assertEquals("buckets must be 2..65536, not 1", refusal(() -> new InputMeaning.Text("a", 1, true)));
        assertEquals("high must be above low, not 0.0 with low 0.0",
                refusal(() -> new InputMeaning.Image(InputMeaning.Image.Colours.GREY, 0, 0)));
        assertEquals("sampleRate must be 1..1000000, not 0", refusal(() -> new InputMeaning.Sound(0)));
        assertTrue(refusal(() -> new InputMeaning.Table(List.of("age", "Age"))).contains("'age' and 'Age'"));
        assertEquals("inputs must have 1..8 elements, not 0",
                refusal(() -> new ModelSignature(List.of("a", "b"), List.of())));
    }

    @Test
    void aPlanRefusesTheSignatureOfAnotherNetwork() {
        RunPlan.Builder plan = WireSamples.plan().toBuilder();
        assertEquals("modelSignature has 2 labels, but spec.classes is 3",
                refusal(() -> plan.modelSignature(labelled("cat", "dog")).build()));
        assertEquals("modelSignature has inputs of shape [[1]], but spec.input is [2, 2, 1]",
                refusal(() -> plan.modelSignature(labelled("cat", "dog", "fox")).build()));
        Input huge = new Input(Dtype.FLOAT32, List.of(1 << 24, 1 << 24, 1 << 24, 1 << 24), new InputMeaning.Untold());
        assertTrue(refusal(() -> plan.modelSignature(new ModelSignature(PETS.labels(), List.of(huge, huge))).build())
                .contains("but spec.input is [2, 2, 1]"));
    }

    @Test
    void aPlanWithoutNamesCallsClassesByTheirNumbers() {
        ModelSpec spec = new ModelSpec("linear", List.of(4), 3, List.of());
        assertEquals(labelledFor(List.of("0", "1", "2")), ModelSignature.of(spec));
    }

    private static ModelSignature labelledFor(List<String> labels) {
        return ModelSignature.of(labels, List.of(4), new InputMeaning.Untold());
    }
}
