using IdentityGrains.Cli.Api;
using IdentityGrains.Cli.Credentials;
using IdentityGrains.Cli.Explain;
using IdentityGrains.Cli.Look;

namespace IdentityGrains.Cli.LookBack;

/// <summary>
/// <c>igrains report</c>: what platforms were shown to hold, what differs there, what they were told and are to give back, and what somebody has to look at.
/// </summary>
internal static class ReportCommand
{
    /// <summary>The verb.</summary>
    public static Command Create() => new("report", "What platforms hold, what differs there, what they were told and are to give back.")
    {
        RunCommand.Create(),
        List("conformance", "The share of each field that platforms were shown to hold, by their newest finished runs.", Sheets.Conformance, "/v1/conformance"),
        List("drift", "What differs at platforms, the newest first.", Sheets.Drift, "/v1/drifts"),
        List("map", "Platform by field: what should be held, what is, what differs, how grave it is and since when.", Sheets.Map, "/v1/drift-map"),
        Disclosures(),
        Withdrawals(),
        Exceptions(),
    };

    private static Command Disclosures()
    {
        var customer = Customer(required: true);
        var verb = new Command("disclosures", "What was told of a customer: to whom by name, which fields, why, when, and what they said.") { customer };
        ReportForm.Ask(verb, Sheets.Disclosures, asked => ExplainCommand.PathOf(asked.GetRequiredValue(customer)!) + "/disclosures");
        return verb;
    }

    private static Command Withdrawals()
    {
        var customer = Customer(required: false);
        var verb = new Command("withdrawals", "What is still to be given back; of a customer, every withdrawal and how far platforms followed.") { customer };
        ReportForm.Ask(
            verb, asked => asked.GetValue(customer) is null ? Sheets.Open : Sheets.Followed,
            asked => asked.GetValue(customer) is { } named ? ExplainCommand.PathOf(named) + "/withdrawals" : "/v1/withdrawals");
        return verb;
    }

    private static Command Exceptions()
    {
        Option<string?>[] narrowed =
        [
            new("--state") { Description = "standing, all, or where they stand in a word." }, new("--kind") { Description = "The policy's word." },
            new("--platform") { Description = "Where." }, new("--assignee") { Description = "Who has to look at them." },
            new("--customer") { Description = "Whose, by id." },
        ];
        var verb = new Command("exceptions", "What somebody has to look at, the newest first.");
        foreach (var option in narrowed)
        {
            verb.Add(option);
        }

        ReportForm.Ask(verb, Sheets.Exceptions, asked =>
        {
            var told = narrowed.Where(o => asked.GetValue(o) is not null).Select(o => $"{o.Name[2..]}={Uri.EscapeDataString(asked.GetValue(o)!)}").ToArray();
            return "/v1/exceptions" + (told.Length == 0 ? "" : "?" + string.Join('&', told));
        });
        return verb;
    }

    private static Command List(string name, string description, Sheet sheet, string path)
    {
        var verb = new Command(name, description);
        ReportForm.Ask(verb, sheet, _ => path);
        return verb;
    }

    private static Argument<string?> Customer(bool required) => new("CUSTOMER")
    {
        Description = "The customer's id, or SOURCE/KEY.", Arity = required ? ArgumentArity.ExactlyOne : ArgumentArity.ZeroOrOne,
    };
}
