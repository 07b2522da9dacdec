using System.Globalization;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Policies;
using RecycledNumbers.Ledger.Batches;

namespace RecycledNumbers.Api.Batches;

/// <summary>A row of a report to the Reassigned Numbers Database: company id, number of ten digits, day of the permanent disconnect, batch id where the report is cut into several. Sources: docs/batches.md.</summary>
internal static class RndReport
{
    internal const int Required = 3;

    internal static readonly string[] Columns = ["companyId", "tn", "date", "batchId"];

    private static readonly string[] Dates = ["yyyy-MM-dd", "MM/dd/yyyy", "M/d/yyyy", "yyyyMMdd"];

    /// <summary>Our name of a column, whatever words and marks its header puts it in; null for one that is not known.</summary>
    internal static string? ColumnOf(string header) => new string([.. header.Where(char.IsAsciiLetter)]).ToLowerInvariant() switch
    {
        "companyid" or "companyidentifier" or "company" => "companyId",
        "tn" or "telephonenumber" or "phonenumber" or "number" or "disconnectedtelephonenumber" or "permanentlydisconnectedtelephonenumber" => "tn",
        "date" or "disconnectdate" or "disconnectiondate" or "disconnecteddate" or "permanentdisconnectdate" or "dateofpermanentdisconnect" or "dateofpermanentdisconnection" => "date",
        "batchid" or "batch" => "batchId",
        _ => null,
    };

    /// <summary>The deactivation that a row reports, or the error of one that can't be right.</summary>
    internal static (BatchRow? Row, ApiError? Error) Read(long line, string company, string number, string date, string? batch, DateTimeOffset now)
    {
        if (!IsWord(company, 3) || (!string.IsNullOrEmpty(batch) && !IsWord(batch, 1))) return (null, ApiErrors.InvalidField);
        var digits = number.Replace("-", "", StringComparison.Ordinal);
        if (digits.Length != 10 || !PhoneNumber.TryParse("+1" + digits, out var parsed)) return (null, ApiErrors.InvalidNumber);
        if (!DateOnly.TryParseExact(date, Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return (null, ApiErrors.InvalidDate);

        // Only the day is told: the number rests from its end, so that it is never free too early; a disconnect of today took effect now.
        var country = FreezeProfile.Of(parsed.Country);
        DateTimeOffset? end = day < country.DayOf(now) ? country.StartOf(day.AddDays(1)) : null;
        return day > country.DayOf(now)
            ? (null, LifecycleErrors.DateOutOfRange)
            : (new BatchRow { Line = line, Number = parsed.Value, Reason = Domain.Numbers.DeactivationReason.Other, EffectiveAt = end }, null);
    }

    private static bool IsWord(string text, int least) => text.Length >= least && text.Length <= 10 && text.All(char.IsAsciiLetterOrDigit);
}
