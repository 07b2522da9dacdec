using System.ComponentModel.DataAnnotations;

namespace RecycledNumbers.Grains.Retention;

/// <summary>How long the registry keeps what it need not keep for ever. Section <c>Retention</c>.</summary>
public sealed class RetentionOptions : IValidatableObject
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Retention";

    /// <summary>How long after the end of a tenure it can be told who had the number, 30–3650 days. Default 400 days: your law says what is right. Not below <see cref="Commands"/>.</summary>
    [Range(typeof(TimeSpan), "30.00:00:00", "3650.00:00:00")]
    public TimeSpan Identities { get; set; } = TimeSpan.FromDays(400);

    /// <summary>How long the answers of commands are kept for repeats, 1–400 days. Default 30 days. Not above <see cref="Commands"/>.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "400.00:00:00")]
    public TimeSpan Answers { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long the ids of commands stand guard against a repeat, and how long disputes, complaints and interceptions that are over can be looked up, 31–3650 days. Default 400 days.</summary>
    [Range(typeof(TimeSpan), "31.00:00:00", "3650.00:00:00")]
    public TimeSpan Commands { get; set; } = TimeSpan.FromDays(400);

    /// <summary>How long deliveries that were pulled and acknowledged are kept, 1–365 days. Default 7 days.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "365.00:00:00")]
    public TimeSpan Acknowledged { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long deliveries are kept that nobody took: dead letters, and what nobody pulled, 30–3650 days. Default 400 days.</summary>
    [Range(typeof(TimeSpan), "30.00:00:00", "3650.00:00:00")]
    public TimeSpan Undelivered { get; set; } = TimeSpan.FromDays(400);

    /// <summary>How long a buyer can check the statement that they were given, 365–36500 days. Default 3650 days.</summary>
    [Range(typeof(TimeSpan), "365.00:00:00", "36500.00:00:00")]
    public TimeSpan Disclosures { get; set; } = TimeSpan.FromDays(3650);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Answers > Commands)
        {
            yield return new ValidationResult("Retention:Answers is longer than Retention:Commands: an answer can't outlive its command's id.", [nameof(Answers)]);
        }

        // A command's fingerprint covers the subscriber's reference.
        if (Commands > Identities)
        {
            yield return new ValidationResult("Retention:Commands is longer than Retention:Identities: the fingerprint of an assignment would tell who had the number.", [nameof(Commands)]);
        }
    }
}
