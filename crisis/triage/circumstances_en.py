"""English words that carry no weight themselves but change that of others, as data. See ``circumstances_zh``."""

INNOCENT = """
dying_to dying_of dying_laughing dead_serious i'm_dead im_dead dead_tired drop-dead drop_dead_gorgeous to_die_for
killing_it killer_deal killer_app kill_time deadline deadlines killed_it_at dead_battery dead_end dead_phone dying_with
fire_drill fire_sale fire_emoji this_is_fire straight_fire so_fire fire_pit fireplace fireworks fire_stick
on_fire_today firefighter_of blast_from_the_past having_a_blast had_a_blast what_a_blast a_blast mind_blown
blew_my_mind blown_away smoking_hot smoke-free no_smoking explode_with_flavor flavor_explosion explosion_of_flavor
literally_explode will_explode i_will_explode crash_course crash_landed_on crushed_it crushing_it crushed_ice
bleeding_edge blood_orange bloody_mary blood_drive blood_type blood_pressure addicted_to recall_fix recall_the i_recall
as_i_recall recall_when sick_beat so_sick sick_design shot_of_espresso screenshot* hit_the_spot hit_different bomb_ass
the_bomb bath_bomb food_coma heart_attack_burger battle_royale leak_free leak-proof leakproof hack_for life_hack*
hackathon growth_hack poison_ivy_league toxic_positivity criminally_underrated criminally_good steal_deal what_a_steal
robbery_at_this_price court_side tennis_court food_court basketball_court sinking_into rat_race mouse_pad mousepad
wireless_mouse computer_mouse gaming_mouse worm_hole roaches_song batch_of_cookies fresh_batch small_batch next_batch
late_night late_lunch of_late not_bad no_complaints no_complaint zero_complaints can't_complain cannot_complain
never_disappoints didn't_disappoint never_disappointed not_disappointed no_regrets no_issues no_problem no_problems
not_expensive not_a_scam thought_it_was_a_scam isn't_a_scam cancer_research cancer_charity cancer_survivor*
strike_a_balance viral_recipe cold_brew doctor_who doctor_strange new_doctor broke_even broke_college broken_english
ice-breaker icebreaker batman hurt_my_wallet rude_awakening wrong_with_me insane_deal insanely_good stupidly_good
terribly_good late_to_the_party jokes_aside dropped_dead_laughing raid_boss raid_night
"""
"""Letters that hold a word of weight and mean no harm."""

SUPPOSED = """
if what_if in_case imagine suppose hypothetically would_you_rather unless dreamed dreamt had_a_dream nightmare_about
"""
DRILL = """
drill drills exercise simulation simulated rehearsal this_is_a_test test_alert tabletop_exercise movie_set film_set
mock_incident training_exercise
"""
FICTION = """
movie movies film films novel episode season_finale finale season_2 season_1 tv_show netflix_series series_finale
character protagonist villain plot screenplay game gameplay gamer boss_fight quest anime manga fanfic lyrics album
trailer book_club chapter podcast dungeon
"""
PAST = """
years_ago decades_ago anniversary on_this_day back_in_the throwback in_memory remembering history_of in_the_1980s
in_the_1990s last_century used_to_be old_news when_i_was_a_kid
"""
ADVICE = """
how_to tips tip: guide tutorial checklist steps_to what_to_do_if reminder: safety_tip* webinar awareness faq
does_anyone_know anyone_know recommend_a looking_for hiring we're_hiring now_hiring best_practices did_you_know
"""
ADVERT = """
giveaway discount %_off sale_ends shop_now order_now link_in_bio promo promo_code coupon grand_opening free_shipping
limited_time sponsored pre-order preorder now_available launch launches award awards awarded named_among ranked
partnership earnings revenue quarterly_results record_profit use_code swipe_up
"""
DENIAL = """
debunked false_alarm not_true no_injuries no_one_was_hurt nobody_was_hurt no_one_hurt nobody_hurt no_one_injured
nobody_injured no_casualties resolved all_good_now back_to_normal back_online back_up fixed_now has_been_fixed
all_clear misunderstanding hoax contained sorted_it quickly_resolved
"""
JOKING = """
lol lmao rofl haha* jk just_kidding joke_of meme memes
"""
PRAISE = """
great excellent amazing awesome fantastic wonderful perfect perfectly love loved lovely best delicious tasty yummy
friendly helpful so_kind very_kind kindness polite so_fast super_fast quickly recommend recommended highly_recommend
happy glad pleased satisfied impressed thank thanks thank_you kudos shout-out shoutout well_done good_job great_job
legit five_stars 5_stars 10/10 a+ worth_it nice beautiful gorgeous smooth seamless easy comfortable clean reliable
favorite favourite enjoy enjoyed superb outstanding brilliant grateful appreciate went_above above_and_beyond
made_my_day happiness fun free_coffee arrived_early day_early
"""
BLAME = """
company store shop restaurant manager staff your_product your_company your_team your_app they_refused they_said brand
customer_service support refund compensation responsible liable fault bought ordered warned ignored
"""
CROWD = """
dozens hundreds thousands millions several multiple many everyone entire whole families kids_are students workers
passengers nationwide worldwide across_the_country at_least more_than another_one same_thing_happened not_just_me
not_the_only group all_of_us widespread mass three_of four_of five_of third_time second_time again_and_again
"""
FRAGILE = """
child children kid kids baby babies infant* toddler* newborn son daughter student students school daycare kindergarten
pregnant elderly grandma grandmother grandpa grandfather disabled nursing_home patient patients teen teenager minor
minors year-old year_old yr_old yr-old mother mom mum dad
"""
EVIDENCE = """
video footage photo photos picture pictures screenshot screenshots recording recorded on_tape on_camera cctv receipts
receipt emails documents report_attached lab_report test_results witnesses witness i_saw see_attached proof evidence
below thread livestream
"""
EVASION = """
blocked_me deleted_my_comment* nda hush gag_order refused_to_comment no_comment ignored refuses_to_apologi* no_apology
won't_apologize denied denies deny blamed_me blaming blame covering_up cover_up user_error isolated_incident
nobody_called not_our_problem not_our_fault still_no_response
"""
SPREADING = """
please_share please_rt rt retweet spread_the_word share_this viral trending breaking everyone_needs_to_know news
reporter journalist journalists media tv_crew just_in urgent right_now wake_up please_help raise_awareness
"""
OFFICIAL_NAMES = """
news times post daily herald tribune gazette journal reuters bloomberg guardian telegraph press bbc cnn abc nbc cbs
radio tv police sheriff fire_dept official gov department ministry council agency watchdog
"""

NEGATIONS = (
    r"\b(?:no|not|never|without|zero|nobody|none|neither|isn't|wasn't|aren't|weren't|didn't|doesn't|d"
    r"on't|won't|avoid|avoids|avoiding|prevent|prevents|preventing|free of|risk of|in case of|protect"
    r" against|against|afraid of|fear of|anti|against any)\b[^,.;:!?]{0,22}$"
)
"""Before a word of weight, in the same clause and close to it."""

DENIALS_AFTER = (
    r"\b(?:is|was|are|were)? ?(?:false|a hoax|debunked|fake news|untrue|unfounded|not true|a false al"
    r"arm)\b"
)
"""After it, in the same sentence."""

NOT_PRAISE = (
    r"\b(?:no|not|never|isn't|wasn't|aren't|weren't|don't|didn't|doesn't|hardly|barely|cannot|can't|c"
    r"ouldn't|wouldn't|won't|far from|anything but|less than)\s(?:\w+\s){0,2}$"
)
"""Before a word of praise: it is none."""
