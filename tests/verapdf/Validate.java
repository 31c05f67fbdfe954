import java.io.FileInputStream;
import java.util.TreeSet;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.validation.profiles.Profiles;

/** Says of each file whether it keeps PDF/A-3a and PDF/UA-1: a line for each rule that is broken, and one that it is done. */
public class Validate {
    private static final String[][] STANDARDS = {{"3a", "PDFA-3A"}, {"ua1", "PDFUA-1"}};

    public static void main(String[] files) throws Exception {
        java.util.logging.LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        for (String[] standard : STANDARDS) {
            var flavour = PDFAFlavour.fromString(standard[0]);
            var rules = "/org/verapdf/pdfa/validation/" + standard[1] + ".xml";
            var profile = Profiles.profileFromXml(Validate.class.getResourceAsStream(rules));
            for (String file : files) {
                var broken = new TreeSet<String>();
                try (var parser = Foundries.defaultInstance().createParser(new FileInputStream(file), flavour);
                     var validator = Foundries.defaultInstance().createValidator(profile, 2000, false, true, false)) {
                    var result = validator.validate(parser);
                    for (TestAssertion each : result.getTestAssertions()) {
                        if (each.getStatus() == TestAssertion.Status.FAILED) {
                            broken.add(each.getRuleId().getClause() + "-" + each.getRuleId().getTestNumber() + " " + each.getMessage());
                        }
                    }
                    if (!result.isCompliant() && broken.isEmpty()) broken.add("not compliant");
                } catch (Exception error) {
                    broken.add(error.toString());
                }
                for (String rule : broken) System.out.println("BROKEN\t" + file + "\t" + standard[1] + "\t" + rule.replaceAll("\\s+", " "));
                System.out.println("DONE\t" + file + "\t" + standard[1]);
            }
        }
        System.exit(0);
    }
}
