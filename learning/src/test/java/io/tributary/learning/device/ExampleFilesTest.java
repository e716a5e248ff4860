package io.tributary.learning.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.learning.BadExampleException;
import io.tributary.learning.Examples;
import io.tributary.learning.TrainingException;
import io.tributary.learning.table.Column;
import io.tributary.learning.table.Missing;
import io.tributary.learning.table.TableFormat;
import io.tributary.protocol.plan.InputMeaning;
import io.tributary.protocol.plan.ModelSignature;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A device reads its own files. */
class ExampleFilesTest {
    private static final TableFormat FORMAT = new TableFormat(List.of(
            new Column.Numeric("colder", 0, 1, Missing.REFUSE),
            new Column.Categorical("town", List.of("Ulm", "Bonn"), Optional.empty(), Missing.INDICATOR),
            new Column.Label("window", List.of("0", "1"), List.of("closed", "open"))), Set.of());
    @TempDir
    private Path folder;

    private static ModelSignature model(List<Integer> input, InputMeaning meaning) {
        return ModelSignature.of(List.of("cat", "dog"), input, meaning);
    }

    private void image(String name, int grey) throws IOException {
        BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 16; i++) {
            image.getRaster().setSample(i % 4, i / 4, 0, grey);
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        ImageIO.write(image, "png", file.toFile());
    }

    @Test
    void aFolderOfImagesIsInTheSizeAndColoursOfTheModel() throws Exception {
        image("dog/1.png", 51);
        image("cat/1.png", 0);
        image("cat/2.png", 255);
        DeviceExamples own = ExampleFiles.fromFolder(folder);
        assertEquals(List.of("cat", "dog"),
                own.signature(model(List.of(2, 2, 1), InputMeaning.Image.unit(1))).labels());
        assertEquals(List.of(InputMeaning.Image.unit(3)),
                own.signature(model(List.of(2, 2, 3), InputMeaning.Image.unit(3))).inputs());
        Examples small = own.shaped(List.of(1, 1, 3));
        float[] pixel = new float[3];
        small.read(2, pixel, 0);
        assertArrayEquals(new float[] {0.2f, 0.2f, 0.2f}, pixel);
        assertEquals(List.of(0, 0, 1), List.of(small.label(0), small.label(1), small.label(2)));
        assertEquals("the data of this device is images, [height, width, 1 or 3], and the model takes [13]",
                assertThrows(TrainingException.class, () -> own.shaped(List.of(13))).getMessage());
    }

    @Test
    void aFolderThatIsNoneIsNamed() throws Exception {
        String lost = assertThrows(BadExampleException.class, () -> ExampleFiles.fromFolder(folder.resolve("lost")))
                .getMessage();
        assertTrue(lost.contains("lost: there is no such folder; a folder of class folders"), lost);
        Path outside = Files.createTempFile("outside", ".png");
        Path link = Files.createDirectories(folder.resolve("cat")).resolve("1.png");
        Files.createSymbolicLink(link, outside);
        String leading = assertThrows(BadExampleException.class, () -> ExampleFiles.fromFolder(folder)).getMessage();
        assertTrue(leading.contains("1.png: is a link that leads out of "), leading);
        Files.delete(outside);
    }

    private Path csv(String text) throws IOException {
        return Files.write(folder.resolve("rows.csv"), text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aTableIsReadByTheNamesOfItsColumns() throws Exception {
        DeviceExamples own = ExampleFiles.csv(
                csv("\uFEFFwindow,note,colder,town\r\n1,\"a, \"\"b\"\"\nc\",2.5,\"Bonn\"\r\n\r\n0,,-1, \r\n"), FORMAT);
        assertEquals(List.of("closed", "open"), own.signature(model(List.of(4), FORMAT.meaning())).labels());
        Examples rows = own.shaped(List.of(4));
        assertEquals(List.of(2, 1, 0), List.of(rows.size(), rows.label(0), rows.label(1)));
        float[] values = new float[8];
        rows.read(0, values, 0);
        rows.read(1, values, 4);
        assertArrayEquals(new float[] {2.5f, 0, 1, 0, -1, 0, 0, 1}, values);
        assertEquals("the examples of this device are [4], and the model takes [5]",
                assertThrows(TrainingException.class, () -> own.shaped(List.of(5))).getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~',
            value = {"a,b\\n1,2|line 1: has no column colder, town, window but a, b",
                "colder,town,window\\n1,Ulm|line 2: has 2 cells, but there are 3 columns",
                "colder,town,window\\n1,Ulm,1\\nx,Ulm,1|line 3: column 'colder': 'x' is no number",
                "colder,town,window\\n1,Rome,1|line 2: column 'town': 'Rome' is none of the categories",
                "colder,town,window\\n1,Ulm,|line 2: column 'window': has no value",
                "colder,town,window\\n1,\"Ulm,1|line 2: opens a quote that nothing closes",
                "colder,town,window\\n1,\"Ulm\"x,1|line 2: has text after a closing quote",
                "colder,town,window\\n|has no rows"})
    void aTableThatIsNotAsItIsDeclaredIsRefusedByItsLine(String text, String said) throws Exception {
        Path file = csv(text.replace("\\n", "\n"));
        String refused = assertThrows(BadExampleException.class, () -> ExampleFiles.csv(file, FORMAT)).getMessage();
        assertTrue(refused.startsWith(file + ": ") && refused.contains(said) && !refused.contains("\n"), refused);
    }

    @Test
    void aTableIsBounded() throws Exception {
        Path cell = csv("colder,town,window\n1," + "U".repeat(1 << 17) + ",1\n");
        String long1 = assertThrows(BadExampleException.class, () -> ExampleFiles.csv(cell, FORMAT)).getMessage();
        assertTrue(long1.endsWith("line 2: has a cell of more than 65536 characters"), long1);
        Path cells = csv(",".repeat(1 << 17));
        String long2 = assertThrows(BadExampleException.class, () -> ExampleFiles.csv(cells, FORMAT)).getMessage();
        assertTrue(long2.endsWith("line 1: has more than 65536 cells"), long2);
        Path foreign = Files.write(folder.resolve("rows.csv"), new byte[] {'a', (byte) 0xff, '\n'});
        String bytes = assertThrows(BadExampleException.class, () -> ExampleFiles.csv(foreign, FORMAT)).getMessage();
        assertTrue(bytes.endsWith("is not in UTF-8; write it in that encoding"), bytes);
    }

    private void array(String name, String type, String shape, byte[] values) throws IOException {
        byte[] text = ("{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }\n")
                .getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve(name), ByteBuffer.allocate(10 + text.length + values.length)
                .order(ByteOrder.LITTLE_ENDIAN).put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) text.length).put(text).put(values).array());
    }

    @Test
    void arraysAreImagesWhereTheyAreBytes() throws Exception {
        array("x.npy", "|u1", "(2, 1, 2)", new byte[] {0, 51, (byte) 255, 0});
        array("y.npy", "|u1", "(2,)", new byte[] {1, 0});
        DeviceExamples own = ExampleFiles.npy(folder, "x", "y", List.of("cat", "dog"));
        assertEquals(List.of(InputMeaning.Image.unit(1)),
                own.signature(model(List.of(1, 2, 1), InputMeaning.Image.unit(1))).inputs());
        float[] values = new float[2];
        own.shaped(List.of(1, 2, 1)).read(0, values, 0);
        assertArrayEquals(new float[] {0, 0.2f}, values);
        assertEquals(1, own.shaped(List.of(1, 2, 1)).label(0));
    }

    @Test
    void arraysThatDoNotFitEachOtherAreNamed() throws Exception {
        array("x.npy", "|u1", "(2, 3)", new byte[6]);
        array("y.npy", "|u1", "(3,)", new byte[3]);
        assertEquals(folder + ": y has 3 values, and there are 2 examples; each of at least one example needs one",
                refusedArrays());
        array("y.npy", "|u1", "(2,)", new byte[] {0, 2});
        assertTrue(refusedArrays().contains("y: value 1 (counted from 0) is 2.0; a whole number 0..1 is wanted"),
                this::refusedArrays);
        array("x.npy", "|O", "(2, 3)", new byte[6]);
        assertTrue(refusedArrays().contains("x.npy: is an array of Python objects"), this::refusedArrays);
    }

    private String refusedArrays() {
        return String.valueOf(assertThrows(BadExampleException.class,
                () -> ExampleFiles.npy(folder, "x", "y", List.of("cat", "dog"))).getMessage());
    }
}
