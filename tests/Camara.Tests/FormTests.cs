namespace RecycledNumbers.Camara.Tests;

/// <summary>What holds for every operation: who may ask, in which form, and how errors leave.</summary>
public sealed class FormTests(Registry registry)
{
    [Fact]
    public async Task Only_a_platforms_token_with_the_operations_own_scope_is_let_in()
    {
        var operations = await Operation.All();
        var number = await registry.Assigned();
        foreach (var operation in operations)
        {
            await operation.ShouldConform(await registry.Anonymous.Ask(operation, "{", "corr-1"), 401, "UNAUTHENTICATED", "no token, and a body that is none", "corr-1");
            await operation.ShouldConform(await registry.Client("nonsense").Ask(operation, operation.Body(number)), 401, "UNAUTHENTICATED", "a token that is none");
            foreach (var scope in operations.Select(other => other.Scope).Append("bindings").Append("checks"))
            {
                var client = await registry.With(scope);
                if (scope == operation.Scope) await operation.ShouldConform(await client.Ask(operation, operation.Body(number)), 200, null, scope);
                else await operation.ShouldConform(await client.Ask(operation, "{", "corr-2"), 403, "PERMISSION_DENIED", scope, "corr-2");
            }

            foreach (var other in new[] { registry.Carrier, registry.Operator })
                await operation.ShouldConform(await other.Ask(operation, operation.Body(number)), 403, "PERMISSION_DENIED", "another role");
        }
    }

    [Fact]
    public async Task A_body_that_does_not_fit_the_schema_is_400_before_anything_is_said_of_its_number()
    {
        string[] notNumbers = ["null", "1", "true", "[]", "{}", "\"\"", "\"13900000000\"", "\"+0123456\"", "\"+1234\"", "\"+1234567890123456\"", "\"+86139000x0000\"", "\"+8613900000000\\n\""];
        string[] notDates = ["null", "1", "true", "[]", "{}", "\"\"", "\"2024-02-30\"", "\"2024-13-01\"", "\"20240601\"", "\"2024-6-1\"", "\"2024-06-01T00:00:00Z\"", "\" 2024-06-01\"", "\"0000-01-01\""];
        foreach (var operation in await Operation.All())
        {
            var date = operation.DateField is null ? "" : $",\"{operation.DateField}\":\"2024-06-01\"";
            List<string> bodies = ["", "null", "[]", "\"text\"", "1", "{", "{}}", "{\"phoneNumber\":\"+8613900000001\",}", $$"""{"phoneNumber":"+8613900000001","unknown":1{{date}}}""",
                $$"""{"phoneNumber":"+8613900000001","phoneNumber":"+8613900000001"{{date}}}""", $$"""{"PhoneNumber":"+8613900000001"{{date}}}"""];
            bodies.AddRange(notNumbers.Select(value => $"{{\"phoneNumber\":{value}{date}}}"));
            if (operation.DateField is { } field)
            {
                bodies.Add("{}");
                bodies.Add("""{"phoneNumber":"+8613900000001"}""");
                bodies.AddRange(notDates.Select(value => $"{{\"{field}\":{value}}}"));
            }

            foreach (var body in bodies) await operation.ShouldConform(await registry.Platform.Ask(operation, body, "corr-3"), 400, "INVALID_ARGUMENT", body, "corr-3");
        }
    }

    [Fact]
    public async Task A_correlator_is_echoed_where_it_fits_and_refused_where_it_does_not()
    {
        string[] fit = ["b4333c46-49c0-4f62-80d7-f0ef930f1c46", "a", "-_:;./<>{}", new string('x', 256), "AZaz09", "--"];
        string[] unfit = [new string('x', 257), "a b", "a,b", "ä", "a\"b", "(a)", "a\\b", "a@b", "a=b"];
        var number = await registry.Assigned();
        foreach (var operation in await Operation.All())
        {
            foreach (var value in fit)
            {
                await operation.ShouldConform(await registry.Platform.Ask(operation, operation.Body(number), value), 200, null, value, value);
                await operation.ShouldConform(await registry.Anonymous.Ask(operation, "{}", value), 401, "UNAUTHENTICATED", value, value);
            }

            foreach (var value in unfit)
            {
                await operation.ShouldConform(await registry.Platform.Ask(operation, operation.Body(number), value), 400, "INVALID_ARGUMENT", value);
                await operation.ShouldConform(await registry.Anonymous.Ask(operation, "{}", value), 401, "UNAUTHENTICATED", value);
            }
        }
    }

    [Fact]
    public async Task The_frameworks_own_errors_and_our_faults_have_the_same_three_members()
    {
        var spoilt = await registry.Assigned();
        var operations = await Operation.All();
        await registry.Spoil(spoilt);
        foreach (var operation in operations)
        {
            await operation.ShouldConform(await registry.Platform.Ask(operation with { Path = operation.Path + "/nothing" }, "{}", "c"), 404, "NOT_FOUND", "no such path", "c", listed: false);
            await operation.ShouldConform(await registry.Platform.GetAsync(operation.Path), 405, "METHOD_NOT_ALLOWED", "GET");
            await operation.ShouldConform(await registry.Platform.Ask(operation, "phoneNumber=1", "c", "application/x-www-form-urlencoded"), 415, "UNSUPPORTED_MEDIA_TYPE", "a form", "c");
            await operation.ShouldConform(await registry.Platform.Ask(operation, $"{{\"phoneNumber\":\"{new string('1', 70_000)}\"}}", "c"), 413, "PAYLOAD_TOO_LARGE", "70 KB", "c");
            await operation.ShouldConform(await registry.Platform.Ask(operation, operation.Body(spoilt), "c"), 503, "UNAVAILABLE", "a record that can't be read", "c");
        }
    }

}
