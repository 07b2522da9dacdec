using System.Diagnostics.Metrics;
using RecycledNumbers.Api.Errors;

namespace RecycledNumbers.Api;

/// <summary>What the API measures beside the framework's own figures; docs/operations.md lists it. No tag ever holds a number, an account or a text of a caller.</summary>
internal static class ApiTelemetry
{
    /// <summary>Name of the meter.</summary>
    internal const string Name = "RecycledNumbers.Api";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Checks =
        Meter.CreateCounter<long>("recycled_numbers.checks", "{check}", "Checks answered, by answer (yes, no, no_data) and by what was asked with (date, token).");

    private static readonly Counter<long> Problems =
        Meter.CreateCounter<long>("recycled_numbers.api.problems", "{answer}", "Requests answered with an error, by its code.");

    private static readonly Counter<long> HolderRefusals =
        Meter.CreateCounter<long>("recycled_numbers.holder.refusals", "{refusal}", "What was refused on holders' pages and API, by reason: too_many_codes, too_many_tries, wrong_code, tenure_over, cross_site, too_many_cases, dead_link.");

    private static readonly Counter<long> DisclosureRefusals =
        Meter.CreateCounter<long>("recycled_numbers.disclosure.refusals", "{refusal}", "Verification codes of buyers that showed nothing, by reason: unknown, altered, too_many.");

    private static readonly Counter<long> ConsoleRefusals =
        Meter.CreateCounter<long>("recycled_numbers.console.refusals", "{refusal}", "What was refused on operators' pages, by reason: wrong_login, too_many_logins, cross_site, viewer.");

    internal static void ConsoleRefused(string reason) => ConsoleRefusals.Add(1, new KeyValuePair<string, object?>("reason", reason));

    internal static void DisclosureRefused(string reason) => DisclosureRefusals.Add(1, new KeyValuePair<string, object?>("reason", reason));

    internal static void HolderRefused(string reason) => HolderRefusals.Add(1, new KeyValuePair<string, object?>("reason", reason));

    internal static void Checked(string answer, string by) => Checks.Add(1, new("answer", answer), new KeyValuePair<string, object?>("by", by));

    internal static void Answered(ApiError problem) => Problems.Add(1, new KeyValuePair<string, object?>("code", problem.Code));
}
