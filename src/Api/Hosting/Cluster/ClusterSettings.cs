using System.ComponentModel.DataAnnotations;
using System.Net;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Ledger;

namespace RecycledNumbers.Api.Hosting.Cluster;

/// <summary>How silos and gateways find each other.</summary>
public enum ClusterProvider
{
    /// <summary>One silo on this machine, known by its port. Development and small installations.</summary>
    Localhost,

    /// <summary>Any number of silos and gateways, which find each other in the ledger's PostgreSQL database.</summary>
    PostgreSql,

    /// <summary>As <see cref="PostgreSql"/>, in the ledger's SQL Server database. Unverified: it has not been run on a server yet.</summary>
    SqlServer,
}

/// <summary>Section <c>Cluster</c>: the same in every silo and gateway, but for ports and address.</summary>
public sealed class ClusterSettings : IValidatableObject
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Cluster";

    private const string Name = "^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$";

    /// <summary>Default <see cref="ClusterProvider.Localhost"/>.</summary>
    public ClusterProvider Provider { get; set; } = ClusterProvider.Localhost;

    /// <summary>Names the registry for ever: stored rows carry it. 1–100 letters, digits, dots, hyphens, underscores. Default <c>recycled-numbers</c>.</summary>
    [Required(ErrorMessage = "Cluster:ServiceId must not be empty."), RegularExpression(Name, ErrorMessage = "Cluster:ServiceId is 1–100 letters, digits, dots, hyphens or underscores.")]
    public string ServiceId { get; set; } = "recycled-numbers";

    /// <summary>Names the cluster: processes with the same id in the same database belong together. Form as <see cref="ServiceId"/>. Default <c>main</c>.</summary>
    [Required(ErrorMessage = "Cluster:ClusterId must not be empty."), RegularExpression(Name, ErrorMessage = "Cluster:ClusterId is 1–100 letters, digits, dots, hyphens or underscores.")]
    public string ClusterId { get; set; } = "main";

    /// <summary>Port for other silos, 0–65535. Default 0: a free one of 20000–29999, which the others learn from the database. A gateway has no use for it.</summary>
    [Range(0, IPEndPoint.MaxPort, ErrorMessage = "Cluster:SiloPort is 0–65535.")]
    public int SiloPort { get; set; }

    /// <summary>A silo's port for gateways, 0–65535. Default 0: a free one of 20000–29999. A gateway needs it with <see cref="ClusterProvider.Localhost"/> only, to find the silo.</summary>
    [Range(0, IPEndPoint.MaxPort, ErrorMessage = "Cluster:GatewayPort is 0–65535.")]
    public int GatewayPort { get; set; }

    /// <summary>The IP address at which others reach this silo. Default: loopback with <see cref="ClusterProvider.Localhost"/>, else the address that this host's name stands for.</summary>
    public string AdvertisedAddress { get; set; } = "";

    /// <summary>The parsed address, or null for the default.</summary>
    internal IPAddress? Address => string.IsNullOrWhiteSpace(AdvertisedAddress) ? null : IPAddress.Parse(AdvertisedAddress);

    /// <summary>Reads the section, and checks it against itself and the ledger's.</summary>
    /// <exception cref="StartRefusedException">Something is not fit to start with.</exception>
    public static ClusterSettings Read(IConfiguration configuration)
    {
        var settings = Bound(configuration);
        var flaws = new List<ValidationResult>();
        Validator.TryValidateObject(settings, new ValidationContext(settings), flaws, validateAllProperties: true);
        if (flaws.Count > 0) throw new StartRefusedException(string.Join(' ', flaws.Select(f => f.ErrorMessage)));

        var ledger = configuration[$"{LedgerOptions.Section}:{nameof(LedgerOptions.Provider)}"] ?? nameof(LedgerProvider.Sqlite);
        if (settings.Provider != ClusterProvider.Localhost && !ledger.Equals(settings.Provider.ToString(), StringComparison.OrdinalIgnoreCase))
            throw new StartRefusedException($"Cluster:Provider {settings.Provider} needs Ledger:Provider {settings.Provider}, which is {ledger}: the cluster meets in the ledger's database.");
        return settings;
    }

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Enum.IsDefined(Provider)) yield return new ValidationResult("Cluster:Provider is Localhost, PostgreSql or SqlServer.");
        if (SiloPort != 0 && SiloPort == GatewayPort) yield return new ValidationResult("Cluster:SiloPort and Cluster:GatewayPort must differ.");
        if (string.IsNullOrWhiteSpace(AdvertisedAddress)) yield break;
        if (!IPAddress.TryParse(AdvertisedAddress, out var address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            yield return new ValidationResult("Cluster:AdvertisedAddress must be the IP address at which others reach this silo.");
        else if (Provider == ClusterProvider.Localhost && !IPAddress.IsLoopback(address))
            yield return new ValidationResult("Cluster:AdvertisedAddress is loopback with Cluster:Provider Localhost; use PostgreSql or SqlServer for more than one machine.");
    }

    private static ClusterSettings Bound(IConfiguration configuration)
    {
        try
        {
            return configuration.GetSection(Section).Get<ClusterSettings>(static binder => binder.ErrorOnUnknownConfiguration = true) ?? new ClusterSettings();
        }
        catch (InvalidOperationException wrong)
        {
            throw new StartRefusedException($"Section {Section} can't be read: {wrong.Message.ReplaceLineEndings(" ")}", wrong);
        }
    }
}
