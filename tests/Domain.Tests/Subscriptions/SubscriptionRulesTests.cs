using RecycledNumbers.Domain.Deliveries;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Policies;
using RecycledNumbers.Domain.Subscriptions;

namespace RecycledNumbers.Domain.Tests.Subscriptions;

public sealed class SubscriptionRulesTests
{
    private static IEnumerable<Delivery> AtSinks(Story story) => story.Deliveries.Where(d => d.To.Text.StartsWith("subscription:", StringComparison.Ordinal));

    private static string[] Kinds(Story story) => [.. AtSinks(story).Select(d => d.Kind)];

    private static Subscribe OfHolder(SubscribedEvent type, int generation = 1) => Didi.Subscribe(type) with { Consented = generation };

    [Fact]
    public void A_deactivation_is_told_with_no_reason_and_no_date_of_the_past()
    {
        var story = Story.Bound().Do(Didi.Subscribe(SubscribedEvent.Deactivated)).Pass(days: 5).Do(Cmcc.Deactivate(Story.Start.AddDays(12)));
        var told = AtSinks(story).ShouldHaveSingleItem();
        (told.To.Text, told.Kind, told.Body.At).ShouldBe(("subscription:didi/sub_1", "subscription.deactivated", story.Now));
        told.Body.ShouldBe(new DeliveryBody { At = story.Now, Sink = new SinkAddress("sub_1", "https://didi.example/sub_1", null, Named: true) });
    }

    [Fact]
    public void The_end_of_the_freeze_is_told_and_told_anew_when_the_same_owner_has_the_number_again()
    {
        var story = Story.Bound().Do(Didi.Subscribe(SubscribedEvent.FrozenUntil)).Do(Cmcc.Deactivate());
        AtSinks(story).ShouldHaveSingleItem().Body.FrozenUntil.ShouldBe(story.State.FrozenUntil);
        story.Pass(days: 20).Do(Cmcc.Reinstate("zhou"));
        AtSinks(story).ShouldHaveSingleItem().Body.FrozenUntil.ShouldBe(story.Now);
    }

    [Fact]
    public void The_next_owner_is_told_as_reassigned_and_the_same_one_is_not()
    {
        var story = Story.Clearing().Pass(days: 120).Do(Didi.Subscribe(SubscribedEvent.Reassigned)).Do(Cmcc.Assign("zhou"));
        AtSinks(story).ShouldBeEmpty();
        story.Do(Cmcc.Transfer("yue"));
        Kinds(story).ShouldBe(["subscription.reassigned"]);
    }

    [Fact]
    public void Suspension_and_porting_are_told_to_nobody() =>
        new[] { SubscribedEvent.Deactivated, SubscribedEvent.FrozenUntil, SubscribedEvent.Reassigned, SubscribedEvent.UnbindingRequested }
            .Aggregate(Story.Bound(), (story, type) => story.Do(WeChat.Subscribe(type, $"sub_{type}")))
            .Do(Cmcc.Suspend()).Do(Cmcc.Resume()).Do(Cmcc.Port("unicom")).Deliveries.ShouldBeEmpty();

    [Fact]
    public void Only_the_subscribers_own_account_is_told_of()
    {
        var story = Story.Bound().Do(Didi.Bind("rider")).Do(WeChat.Subscribe(SubscribedEvent.UnbindingRequested)).Do(Cmcc.Deactivate()).Pass(days: 3);
        story.Open.Count().ShouldBe(2);
        AtSinks(story).ShouldHaveSingleItem().Body.Account.ShouldBe("zhou88");
    }

    [Fact]
    public void A_platform_without_an_account_hears_of_no_unbinding() =>
        Kinds(Story.Bound().Do(Didi.Subscribe(SubscribedEvent.UnbindingRequested)).Do(Cmcc.Deactivate()).Pass(days: 10)).ShouldBeEmpty();

    [Fact]
    public void It_ends_once_it_was_told_as_often_as_it_asked_for()
    {
        var story = Story.Bound().Do(WeChat.Bind("second")).Do(WeChat.Subscribe(SubscribedEvent.UnbindingRequested) with { MaxEvents = 1 }).Do(Cmcc.Deactivate()).Pass(days: 3);
        Kinds(story).ShouldBe(["subscription.unbinding-requested", "subscription.ended"]);
        AtSinks(story).Last().Body.Reason.ShouldBe("MaxEvents");
        story.State.Subscriptions.ShouldBeEmpty();
    }

    [Fact]
    public void It_ends_when_its_time_is_over_to_the_second()
    {
        var story = Story.Bound().Do(Didi.Subscribe(SubscribedEvent.Deactivated) with { ExpireTime = Story.Start.AddDays(11) }).Pass(days: 0.99);
        story.State.Subscriptions.ShouldHaveSingleItem();
        story.Pass(days: 0.01);
        AtSinks(story).ShouldHaveSingleItem().Body.Reason.ShouldBe("Expired");
        story.Do(Cmcc.Deactivate()).State.Subscriptions.ShouldBeEmpty();
        AtSinks(story).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_over_but_was_not_woken_yet_is_told_nothing_more()
    {
        var story = Story.Bound().Do(Didi.Subscribe(SubscribedEvent.Deactivated) with { ExpireTime = Story.Start.AddDays(11) }).Miss(days: 2).Do(Cmcc.Deactivate());
        Kinds(story).ShouldBe(["subscription.ended"]);
    }

    [Fact]
    public void It_ends_two_minutes_before_its_sinks_token_does_so_that_its_end_can_be_told()
    {
        var expires = Story.Start.AddDays(11);
        var story = Story.Bound().Do(Didi.Subscribe(SubscribedEvent.Deactivated) with { Credential = "sealed", CredentialExpires = expires }).Pass(days: 1);
        var ended = AtSinks(story).ShouldHaveSingleItem();
        (ended.Body.Reason, ended.Body.At, ended.Body.Sink!.Credential).ShouldBe(("TokenExpired", expires.AddMinutes(-2), "sealed"));
    }

    [Fact]
    public void A_token_that_lives_for_a_minute_gives_a_subscription_of_half_a_minute()
    {
        var story = Story.Bound();
        story.Do(Didi.Subscribe(SubscribedEvent.Deactivated) with { CredentialExpires = story.Now.AddMinutes(1) });
        story.State.Subscriptions.Single().EndsAt.ShouldBe(story.Now.AddSeconds(30));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void What_would_be_over_already_is_refused(int days)
    {
        var story = Story.Bound();
        story.Try(Didi.Subscribe(SubscribedEvent.Deactivated) with { ExpireTime = story.Now.AddDays(days) }).Refusal.ShouldBe(Refusal.SubscriptionTimeOutOfRange);
        story.Try(Didi.Subscribe(SubscribedEvent.Deactivated) with { CredentialExpires = story.Now.AddDays(days) }).Refusal.ShouldBe(Refusal.SubscriptionTimeOutOfRange);
    }

    [Fact]
    public void A_deleted_one_is_told_its_end_and_nothing_after_it()
    {
        var story = Story.Bound().Do(Didi.Subscribe(SubscribedEvent.Deactivated)).Do(Didi.Unsubscribe());
        AtSinks(story).ShouldHaveSingleItem().Body.Reason.ShouldBe("Deleted");
        AtSinks(story.Do(Cmcc.Deactivate())).ShouldBeEmpty();
    }

    [Fact]
    public void Anothers_subscription_is_not_there()
    {
        var story = Story.Bound().Do(Didi.Subscribe(SubscribedEvent.Deactivated));
        story.Try(WeChat.Unsubscribe()).Refusal.ShouldBe(Refusal.NotFound);
        story.Try(Didi.Unsubscribe(consented: 1)).Refusal.ShouldBe(Refusal.NotFound);
    }

    [Fact]
    public void A_sink_that_is_gone_ends_it_and_is_told_nothing_more()
    {
        var story = Story.Bound().Do(Didi.Subscribe(SubscribedEvent.Deactivated)).Do(Registry.SinkGone());
        story.State.Subscriptions.ShouldBeEmpty();
        story.Deliveries.ShouldBeEmpty();
        story.Do(Registry.SinkGone()).Events.ShouldBeEmpty();
    }

    [Fact]
    public void The_same_request_again_changes_nothing_and_another_one_like_it_is_refused()
    {
        var asked = Didi.Subscribe(SubscribedEvent.Deactivated, sink: "https://didi.example/") with { Request = "digest" };
        var story = Story.Bound().Do(asked).Do(asked with { SubscriptionId = "sub_2" });
        story.Events.ShouldBeEmpty();
        story.Answer.Subscription!.Id.ShouldBe("sub_1");
        story.Try(asked with { Request = "other" }).Refusal.ShouldBe(Refusal.AlreadySubscribed);
        story.Try(asked with { Request = null }).Refusal.ShouldBe(Refusal.AlreadySubscribed);
        story.Try(asked with { Sink = "https://didi.example/other" }).Refusal.ShouldBeNull();
    }

    [Fact]
    public void A_platform_has_eight_on_a_number_and_a_number_forty_in_all()
    {
        var story = Story.Bound();
        foreach (var platform in Enumerable.Range(1, 5).Select(p => new PlatformVoice($"platform-{p}")))
        {
            foreach (var place in Enumerable.Range(1, 8))
            {
                story.Do(platform.Subscribe(SubscribedEvent.Deactivated, $"sub_{platform.Name}_{place}"));
            }

            story.Try(platform.Subscribe(SubscribedEvent.Deactivated, "sub_9")).Refusal.ShouldBe(Refusal.TooManySubscriptions);
        }

        story.Try(Didi.Subscribe(SubscribedEvent.Deactivated)).Refusal.ShouldBe(Refusal.TooManySubscriptions);
        AtSinks(story.Do(Cmcc.Deactivate())).Count().ShouldBe(40);
    }

    [Fact]
    public void Nobody_subscribes_to_a_number_that_never_had_an_owner() =>
        Story.New().Try(Didi.Subscribe(SubscribedEvent.Deactivated)).Refusal.ShouldBe(Refusal.NotFound);

    [Fact]
    public void The_situation_is_told_to_who_wants_it()
    {
        var story = Story.Clearing();
        Kinds(story.Do(Didi.Subscribe(SubscribedEvent.Deactivated) with { InitialEvent = true })).ShouldBe(["subscription.deactivated"]);
        AtSinks(story.Do(Didi.Subscribe(SubscribedEvent.FrozenUntil, "sub_2") with { InitialEvent = true })).ShouldHaveSingleItem().Body.FrozenUntil.ShouldBe(story.State.FrozenUntil);
        AtSinks(story.Do(WeChat.Subscribe(SubscribedEvent.UnbindingRequested, "sub_5") with { InitialEvent = true })).ShouldHaveSingleItem().Body.Account.ShouldBe("zhou88");
        Kinds(story.Do(Didi.Subscribe(SubscribedEvent.UnbindingRequested, "sub_3") with { InitialEvent = true })).ShouldBeEmpty();
        Kinds(story.Do(Didi.Subscribe(SubscribedEvent.Reassigned, "sub_4") with { InitialEvent = true })).ShouldBeEmpty();
    }

    [Fact]
    public void The_situation_of_a_number_in_service_is_told_to_nobody() =>
        Kinds(Story.Bound().Do(Didi.Subscribe(SubscribedEvent.Deactivated) with { InitialEvent = true })).ShouldBeEmpty();

    [Fact]
    public void That_a_number_is_held_is_not_told_because_it_tells_of_other_platforms()
    {
        var story = Story.Clearing().Pass(days: 100);
        story.State.Held.ShouldBeTrue();
        Kinds(story.Do(Didi.Subscribe(SubscribedEvent.FrozenUntil) with { InitialEvent = true })).ShouldBeEmpty();
    }

    [Fact]
    public void The_situation_counts_and_may_be_all_that_was_asked_for()
    {
        var story = Story.Clearing().Do(Didi.Subscribe(SubscribedEvent.Deactivated) with { InitialEvent = true, MaxEvents = 1 });
        Kinds(story).ShouldBe(["subscription.deactivated", "subscription.ended"]);
    }

    [Fact]
    public void What_the_holder_agreed_to_ends_with_the_tenure_after_its_end_was_told()
    {
        var story = Story.Bound().Do(OfHolder(SubscribedEvent.Deactivated)).Do(Cmcc.Deactivate());
        Kinds(story).ShouldBe(["subscription.deactivated", "subscription.ended"]);
        AtSinks(story).Last().Body.Reason.ShouldBe("TenureOver");
        AtSinks(story).ShouldAllBe(d => !d.Body.Sink!.Named);
    }

    [Fact]
    public void What_the_holder_agreed_to_be_told_of_the_next_owner_waits_for_that_one_and_ends()
    {
        var story = Story.Bound().Do(OfHolder(SubscribedEvent.Reassigned)).Do(Cmcc.Deactivate()).Pass(days: 150);
        story.State.Subscriptions.ShouldHaveSingleItem();
        Kinds(story.Do(Cmcc.Assign("yue"))).ShouldBe(["subscription.reassigned", "subscription.ended"]);
    }

    [Fact]
    public void What_the_holder_agreed_to_tells_a_transfer_and_the_unbindings_that_follow_it_and_ends()
    {
        var story = Story.Bound()
            .Do(WeChat.Subscribe(SubscribedEvent.UnbindingRequested) with { Consented = 1 })
            .Do(WeChat.Subscribe(SubscribedEvent.Deactivated, "sub_2") with { Consented = 1 })
            .Do(Cmcc.Transfer("yue"));
        Kinds(story).ShouldBe(["subscription.unbinding-requested", "subscription.ended", "subscription.ended"]);
    }

    [Fact]
    public void What_the_holder_agreed_to_goes_on_where_the_same_owner_has_the_number_again()
    {
        var story = Story.Bound().Do(OfHolder(SubscribedEvent.Reassigned)).Do(Cmcc.Deactivate()).Do(Cmcc.Reinstate("zhou"));
        story.State.Subscriptions.ShouldHaveSingleItem();
        Kinds(story.Do(Cmcc.Transfer("yue"))).ShouldBe(["subscription.reassigned", "subscription.ended"]);
    }

    [Fact]
    public void A_former_holders_agreement_counts_for_nothing_with_the_next_one()
    {
        Story.SecondHand().Try(OfHolder(SubscribedEvent.Deactivated)).Refusal.ShouldBe(Refusal.NotFound);
        Story.Clearing().Try(OfHolder(SubscribedEvent.Reassigned)).Refusal.ShouldBe(Refusal.Frozen);
    }

    [Fact]
    public void No_event_holds_a_sink_or_a_credential()
    {
        var story = Story.Bound().Do(Didi.Subscribe(SubscribedEvent.Deactivated) with { Credential = "sealed-token", CredentialExpires = Story.Start.AddDays(30) });
        System.Text.Json.JsonSerializer.Serialize<NumberEvent[]>([.. story.Events]).ShouldNotContain("example");
        System.Text.Json.JsonSerializer.Serialize<NumberEvent[]>([.. story.Events]).ShouldNotContain("sealed");
    }

    [Fact]
    public void An_answer_never_holds_the_credential_and_names_the_number_only_to_who_named_it()
    {
        var story = Story.Bound().Do(Didi.Subscribe(SubscribedEvent.Deactivated) with { Credential = "sealed-token", CredentialExpires = Story.Start.AddDays(30) });
        System.Text.Json.JsonSerializer.Serialize(story.Answer).ShouldNotContain("sealed");
        story.Answer.Subscription!.Number.ShouldBe(Story.Self);
        story.Do(OfHolder(SubscribedEvent.Reassigned) with { SubscriptionId = "sub_2" }).Answer.Subscription!.Number.ShouldBeNull();
    }

    [Fact]
    public void A_number_without_subscriptions_is_stored_as_before() =>
        System.Text.Json.JsonSerializer.Serialize(Story.Bound().State, new System.Text.Json.JsonSerializerOptions { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull }).ShouldNotContain("\"Subscribed\"", Case.Sensitive);

    [Theory]
    [InlineData(SubscribedEvent.Deactivated)]
    [InlineData(SubscribedEvent.UnbindingRequested)]
    public void Only_platforms_subscribe(SubscribedEvent type)
    {
        Story.Bound().Try(Didi.Subscribe(type) with { Actor = Cmcc.Party }).Refusal.ShouldBe(Refusal.NotAllowed);
        Story.New(CarrierPolicy.Default).Try(Registry.SinkGone() with { Actor = Didi.Party }).Refusal.ShouldBe(Refusal.NotAllowed);
    }
}
