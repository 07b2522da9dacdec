namespace RecycledNumbers.Silo.Hosting;

/// <summary><c>--help</c>.</summary>
internal static class Usage
{
    private const string Text = """
        RecycledNumbers: every phone number is a virtual actor.

        dotnet run --project src/Silo                 serve on http://localhost:8080 (SQLite under ./data)
        dotnet run --project src/Silo -- --demo       play the story, then keep serving
        dotnet run --project src/Silo -- --demo --exit    play the story, then end: 0 when every step went as told, 1 otherwise
        … -- --demo --at URL [--webhook-port PORT]    play it against a Development registry that runs already, with its data/dev-clients.json
        dotnet RecycledNumbers.Silo.dll --generate-keys DIR    make the keys that production needs
        dotnet RecycledNumbers.Silo.dll --healthy URL          ask a running program, e.g. http://localhost:8080/health/ready: 0 when it is well

        Settings, as arguments (--Name value), environment variables (Name with __ for :) or appsettings.json:
          Urls                      addresses to listen on                 http://localhost:8080
          Ledger:Provider           Sqlite or PostgreSql                   Sqlite
          Ledger:ConnectionString   where the ledger is                    Data Source=data/ledger.db
          Cluster:Provider          Localhost (one silo) or PostgreSql (any number, through the ledger's database)    Localhost
          Cluster:ServiceId         the same for ever                      recycled-numbers
          Cluster:ClusterId         the same in every silo and gateway     main
          Cluster:SiloPort          between silos; 0 takes a free one      0
          Cluster:GatewayPort       from gateways; 0 takes a free one      0
          Cluster:AdvertisedAddress the IP address that others reach this silo at    loopback, or this host's own
          Keys:Directory            master.key and signing.pem             data/keys (Development); required elsewhere
          Access:Issuer             issuer in access tokens                http://localhost:8080/
          Clock:Simulated           numbers live by a clock that /dev/clock moves    true (Development); refused elsewhere
          Reminders:PublicUrl       where links in messages lead; required with Mail or Sms
          Reminders:Channels        after the platforms' own reminders     Email,Sms
          Reminders:UnknownNumbers  an other number that the registry does not know: Send or Skip    Send
          Reminders:Texts           directory of texts that replace the program's own (docs/reminders.md)
          Mail:Host                 SMTP server; without it there is no e-mail
          Mail:Port                                                        587
          Mail:Security             StartTls, Tls or None                  StartTls
          Mail:Authorities          PEM file of authorities to trust instead of the system's
          Mail:User, Mail:Password  log-in, where the server asks for one
          Mail:From, Mail:FromName  who messages come from
          Mail:Timeout              for one step with the server           00:00:10
          Sms:Url                   SMS gateway; without it there is no SMS
          Sms:Gateway               Kannel or Json                         Kannel
          Sms:User, Sms:Password    Kannel's; a JSON gateway takes the password as bearer token
          Sms:From                  sender                                 the gateway's own
          Sms:ReportUrl             where the gateway sends delivery reports    Reminders:PublicUrl
          Sms:Timeout                                                      00:00:10
          Holders:CodesPerAddress   codes that one address may ask for in ten minutes    10
          Holders:TriesPerAddress   codes that one address may try in ten minutes        30
          Metrics:Url               one more address, for /metrics alone   none: /metrics is an operator's page
          Metrics:LedgerPeriod      how often what waits is counted        00:00:30
          Metrics:KeepPeriod        how often the operators' pages get new figures    00:00:05
          Console:IdleEnd           an operator's session ends when nothing was done so long    00:30:00
          Console:AbsoluteEnd       and so long after it began             08:00:00
          Console:TimeZone          in which the operators' pages write times    Asia/Shanghai
          OTEL_EXPORTER_OTLP_ENDPOINT  where traces, metrics and logs go   none
          Wakes:Period              how often due numbers are looked for   00:00:00.500

        More: README.md, docs/.
        """;

    public static bool Asked(IReadOnlyList<string> arguments, TextWriter output)
    {
        if (!arguments.Any(a => a is "--help" or "-h" or "-?"))
        {
            return false;
        }

        output.WriteLine(Text);
        return true;
    }
}
