"""More English words of weight: what is said around a misfortune rather than its name. See ``words_en``."""

WORDS_AROUND = """
= death 0.9
buried bury_my bury_our bury_him bury_her burial grave mourning grieving widow widower orphan* remains_found
body_pulled body_found body_of second_body left_to_bury a_body bodies_pulled rest_in_peace rip_to gone_forever
never_came_home never_coming_home didn't_come_home didn't_come_out never_came_out last_words final_moments
took_her_last_breath took_his_last_breath flatline* no_heartbeat declared_dead found_lifeless lifeless perished
succumbed claimed_the_life claimed_the_lives lives_lost loss_of_life lost_a_child lost_my_baby lost_my_brother
lost_my_sister lost_my_dad lost_my_mom lost_my_mum lost_my_friend lost_two lost_three killed_by cost_lives cost_him_his
cost_her_her death_toll
= injury 0.7
fighting_for skull spine spinal eyesight retina severed crushed_by crushed_her crushed_his pinned degloved mangled
torn_off ripped_off_her pulled_out_of_the_water pulled_from_the_water nearly_drowned went_under rushed_to rushed_her
rushed_him airlifted medevac stretcher paramedics collapsed_on collapsed_at heart_stopped stopped_his_heart overdose
overdosed brain ventilated dialysis transplant respiratory breathing_problems can't_breathe couldn't_breathe
chemical_exposure exposed_to radiation choke impal* disfigur* lost_an_eye lost_an_arm lost_a_leg lost_his_leg burn_unit
observation_ward
= injury 0.5
fell slipped tripped bruised cuts swelling blistered scald scalded welts skin_peel* peeling_skin hair_fell hair_loss
lump nosebleed* migraine* traumatized traumatised trauma ptsd panic_attack shaking sobbing hysterical in_tears limp
cast crutches wheelchair bedridden medication side_effect* adverse_reaction* reaction sick ill falling_ill illness
symptoms infected_with hiv hepatitis tb covid outbreak_of
= accident 0.7
rollover flipped_over overturned skidded dangling hanging_from dropped_from fell_down came_loose came_off snapped
gave_way buckled evacuated evacuation rescue rescued rescuers search_and_rescue firefighters fire_crews sirens
stuck_in_the_elevator stuck_in_an_elevator elevator_fell lift_fell without_brakes no_brakes plane_diverted diverted
aborted_takeoff engine_failure lost_cabin_pressure oxygen_masks lockout guard_removed no_harness scaffolding crane
forklift machinery conveyor drain_cover lifeguard* unattended unsupervised left_alone left_unattended wandered_off
left_in_the_car left_in_a_hot nightgown freezing_cold locked_inside locked_in sealed_exits exits_were
= hazard 0.55
safety_concern* safety_issue* safety_violation* safety_check* safety_record ignored_warnings ignored_the_warnings
warned_them knew_about knew_for_years known_defect known_issue design_flaw flaw flawed fatal_flaw loose_screw
sharp_edge* swallowed button_batter* magnet magnets banned_in illegal_levels above_the_limit above_legal
times_the_limit failed_the_test failed_safety not_certified uncertified fake_certificate* certification_expired
expired_certificate* no_license no_licence unlicensed untrained no_training unqualified contaminants chemical chemicals
pfas formaldehyde benzene carcinogenic pesticide* hormone* antibiotic* allergen* undeclared gluten_in peanut*
recalled_in
= foreign_object 0.55
in_my_soup in_my_salad in_my_burger in_my_food in_my_drink in_my_kid's in_her_food in_his_food bit_into bit_down_on
crunched_on something_moving crawling_in crawling_out wriggling live_bug wire_in a_nail_in staple staples rubber_in
pebble hair_in_my
= violence 0.6
crawl forced_to_crawl forced_her forced_him humiliated_my dragged_off dragged_out threw_him threw_her threw_my
shoved_my hit_me hit_my hit_her hit_him spat spit_on knife gun weapon armed intimidat* blackmail* extort* ransom
coerced locked_my locked_her bouncer* security_guard*…beat restrained pinned_down headlock
= discrimination 0.58
wheelchair-using disabled_customer denied_entry denied_boarding turned_away_because because_of_my because_of_her
because_of_his go_back_to_your because_i'm_a because_she's because_he's muslim hijab turban gay_couple trans autistic
deaf blind_man blind_woman service_dog service_animal our_kind those_people
= executive 0.58
executives_knew execs_knew execs leadership_knew management_knew board_knew ceo founder chairman cfo short_seller
short-seller inflated_revenue fake_revenue accounting restat* insider_deal stock_plunge* shares_plunge* shares_tumble*
shares_fell stock_tanked bankruptcy_filing whistle stepping_down ousted affair bribe
= insider 0.56
leaked_messages leaked_slack slack_messages leaked_email* leaked_audio leaked_recording leaked_video internal_slack
internal_chat memo told_to_lie told_us_to told_to_delete ordered_to_delete shredded destroyed_evidence
destroying_evidence deleted_footage footage_was_deleted concealed concealing hid_the hid_it kept_quiet hush_money
paid_off silenced gagged
= regulator 0.6
council_is_looking local_council authorities authority officials health_officials inspectors inspectorate ministry
department_of commission_opens opens_probe hearing testify testimony congress senate parliament suspended suspends
suspension revoked revokes banned ban bans outlawed halted halts halt stop-sale stop_sale quarantine advisory
warning_letter safety_alert public_health consent_decree whistleblower_complaint eu_commission
= fraud 0.58
shut_their_doors shut_overnight closed_overnight vanished_overnight vanished disappeared_overnight gone_overnight
took_our_money took_my_money took_the_money prepaid pre-paid charged_all legal_fee fake_fee* bogus evict* illegal_fee*
illegal_charge* siphon* misappropriat* pocketed pocketing life_savings savings_gone savings_wiped wiped_out
retirement_fund cleaned_out my_account_was_emptied money_missing missing_money impersonat* pretending_to_be
fake_website fake_app fake_agent guaranteed_returns rug_pull rugpull exit_scam
= data_leak 0.7
passport_scan* pins full_database customer_database database_exposed publicly_accessible open_bucket exposed_bucket
user_data private_photos private_messages leaked_photos leaked_nudes logged_into_someone someone_else's_account
someone_else's_order other_people's_data other_customers'_data other_users'_data see_other sim_swap* stolen_credentials
compromised sold_online for_sale_on
= death 0.88
didn't_wake_up did_not_wake_up never_woke won't_wake_up wouldn't_wake_up only_one_came_out only_one_survived
didn't_come_back did_not_come_back never_came_back never_got_out didn't_get_out couldn't_save_him couldn't_save_her
couldn't_be_saved too_late_to_save sole_survivor survivors survivor next_of_kin memorial vigil condolences
praying_for_the_families pray_for_the_families thoughts_with_the_families families_of_the under_water swept_away
flooded_the_valley overcome_by overcome_with blue_lips turned_blue went_blue stopped_responding wasn't_responding
woke_up_in_an_ambulance woke_up_in_the_hospital woke_up_in_icu delivered_the_whole whole_cartridge wrong_blood
wrong_patient wrong_limb wrong_leg
= injury 0.56
cracked_two cracked_my cracked_a chipped_my chipped_a broke_a_tooth broke_my_tooth molar* dentist dental_bill
medical_bill medical_bills er_bill doctor_bill hospital_bill vet vet_bill seizures epilep* skin_came_off chemical_smell
burning_sensation eyes_burning eyes_are_burning lungs throat_closed throat_swell* lips_swell* face_swell*
lost_consciousness blacked_out weak_pulse dehydrat* heatstroke heat_stroke hypothermia frostbite
= accident 0.64
skipped_the_tests skipped_tests skipped_the_safety skipped_inspections cut_corners cutting_corners corner-cutting
burst_its gave_out fell_apart_on tore_off blew_out blowout tire_blew wheel_came wheel_fell door_opened door_flew hatch
panel_blew nosedive dropped_feet turbulence smelled_of_alcohol drunk_pilot drunk_captain asleep_at fell_asleep_at
self-driving autopilot robotaxi ran_a_red mowed mounted_the_curb flood flooded flooding landslide evacuees life_jacket*
lifeboat* abandon_ship taking_on_water
= discrimination 0.56
find_a_reason disclosed_my after_i_disclosed after_i_told_them_i maternity pregnan*…fired pregnan*…demot* demoted_after
passed_over because_i_have fired_after let_me_go_after too_old age_discrim* accent*…mock turned_me_away
asked_to_leave_because kicked_out_because
= offence 0.56
burning_their burning_your burned_their hashtag hashtags the_ad_is that_ad ad_campaign apology_video
half-hearted_apology non-apology fake_apology pulled_the_ad slammed slams blasted condemn* condemned critics_say
furious_customers angry_customers ratioed cancel_culture canceled_by calls_to_boycott calls_for
= data_leak 0.66
open_server unsecured_server unsecured_database unprotected exposed_online left_exposed publicly_visible
indexed_by_google counselling_notes counseling_notes therapy_notes medical_history home_address* our_addresses
kids'_photos faces_of_children camera_feed* baby_monitor…strang* someone_else's deepfake* face_scan* biometric*
= complaint 0.36
no_hot_water no_heating no_heat no_water no_power no_electricity just_shrugged shrugged got_laughed laughed_at
partial_refund read_the_terms went_from_$ doubled_the_price doubled_in_price price_went_up without_notice no_notice
no_email no_warning removing_posts removed_my_post deleting_posts deleted_my_review deleted_my_post removing_reviews
instead_of_fixing known_bug login_bug bug bugs broken_update update_broke update_bricked bricked forced_update
told_me_to_read told_me_to_buy told_me_to_wait offered_me_coupons offered_a_coupon offered_me_a_coupon coupons
gift_card_instead nobody_cares don't_care didn't_care couldn't_care wash_their_hands not_their_problem
= outage 0.42
can't_place_orders can't_order can't_pay can't_check_out can't_access cannot_access status_page no_known_issue
all_day_down hours_down been_down whole_region nationwide_outage payments_failing payment_failed transaction_failed
timed_out timeout error_message crashed_again lost_data data_loss deleted_my_account wiped_out_my stuck_on_loading
= complaint 0.4
keeps_billing keep_billing billing_me still_billing still_charging charged_for charged_my notarized_letter cancel_my
hoops fine_print false_promise* broken_promise* bait breach_of_contract warranty void_the_warranty warranty_denied
denied_warranty out_of_pocket want_my_money owe_me owes_me owed scam-like predatory exploitative extortionate
overbooked oversold bumped_from denied_refund third_time fourth_time fifth_time 2nd_time 3rd_time 4th_time
every_single_time yet_again
= injury 0.4
hurt hurts wound* victim* suffer* agony excruciating screamed
= police 0.42
crimin* theft thieves thief stolen stole steal stealing illegal illegally unlawful
= complaint 0.3
horrif* nightmare appalling shocking shocked disgrace* scandalous unbelievable furious livid outrageous exploit* cheat*
trapped_in
"""

GRUMBLING = """
still again only nothing nobody keeps kept without charged told asked paid hours days weeks months every_single no_one
won't can't couldn't didn't doesn't wasn't isn't don't never supposed promised claimed claims apparently turns_out
instead even refuse refuses just why how_is forgets forgot at_all anymore anyway somehow
"""
"""How people tell of what annoyed them, whatever it was."""
